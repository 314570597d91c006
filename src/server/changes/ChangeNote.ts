import { z } from 'zod'

/** What a trigger says of a row that calls read: which table, and what of ours it concerns. `*`: too much to name. `gone`: of a data key that must not be used any more. */
export type ChangeNote = { table: string; id?: string | null; account?: string | null; provider?: string | null; user?: string | null; gone?: boolean | null }

const name = z.string().nullish()
const schema = z.array(z.object({ table: z.string(), id: name, account: name, provider: name, user: name, gone: z.boolean().nullish() }))

/** Null for a text that is no list of notes: then nothing is known of what changed. */
export function readChangeNotes(text: string): ChangeNote[] | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** What a cached answer depends on; an answer is forgotten when one of its tags is named. */
export const tags = {
  account: (id: string) => `account ${id}`,
  provider: (key: string) => `provider ${key}`,
  pair: ({ account, provider }: { account: string; provider: string }) => `pair ${account} ${provider}`,
  // Server code may write ids in capitals, as the database does not.
  user: (id: string) => `user ${id.toLowerCase()}`,
  token: (id: string) => `token ${id}`,
}

/** The tags that a change concerns; null = any may be concerned. A row that belongs to nobody is in no answer. */
export function tagsOf({ table, id, account, provider, user }: ChangeNote): string[] | null {
  switch (table) {
    case 'accounts':
      return account == null ? [] : [tags.account(account)]
    case 'connections':
    case 'routing_policies':
      return account == null || provider == null ? [] : [tags.pair({ account, provider })]
    case 'integration_providers':
    case 'built_in_credentials':
      return provider == null ? [] : [tags.provider(provider)]
    case 'data_keys':
      // The platform's own key is in the answers of all accounts.
      return account == null ? null : [tags.account(account)]
    case 'api_tokens':
      return id == null ? [] : [tags.token(id)]
    case 'memberships':
      return user == null ? [] : [tags.user(user)]
    default:
      return null
  }
}
