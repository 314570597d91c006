import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { foldName } from '#src/engine/catalog/foldName.ts'
import type { ProviderRequestView } from '#src/engine/catalog/ProviderRequestView.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { looksLikeSecret } from '#src/engine/redact/looksLikeSecret.ts'
import { requireAccount } from './requireAccount.ts'
import { findLiveNamesake } from './stores/findLiveNamesake.ts'
import { holdConnectRight } from './stores/holdConnectRight.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { countRequests, findStandingRequest, lockRequestsOf, saveProviderRequest } from './stores/providerRequests.ts'

const perDay = 20

// Line breaks belong into a reason only; what turns the direction of text around could make one name look like another.
const oneLine = /^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u
const lines = /^(?:[^\p{Cc}\u202A-\u202E\u2066-\u2069]|[\n\r\t])*$/u

export const providerRequestSchema = z.object({
  workspaceId: z.string().optional(),
  account: z.string().optional(),
  name: z.string().trim().min(1, 'say which service').max(80).regex(oneLine, 'holds characters that cannot be shown'),
  website: z.string().trim().max(300).nullish(),
  why: z.string().trim().max(1000).regex(lines, 'holds characters that cannot be shown').nullish(),
})

type Asked = { req: PayloadRequest; input: z.infer<typeof providerRequestSchema> }

/**
 * Stores the wish for a provider that the catalog does not have. The same wish of the same account is stored once, for
 * as long as it is open or planned; `isNew` is false then and `doc` the one there is.
 * @throws PatchbayError `conflict` when the catalog has it, `rate_limited`, `secret_in_plain_field`, `forbidden` for viewers and programs
 */
export async function requestProvider({ req, input }: Asked): Promise<{ doc: ProviderRequestView; isNew: boolean }> {
  const account = input.workspaceId ?? input.account
  if (account === undefined) throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'Say for which account: workspaceId is missing.' })
  // It is stored in the account's name, so that it takes more than being allowed to look.
  const actor = await requireAccount({ req, account, ability: 'connect' })
  if (actor.kind !== 'user') throw new PatchbayError('forbidden', { message: 'Requests are made by people, who get the answer.', hint: 'Sign in and ask in the Marketplace.' })
  const wish = { name: input.name, nameKey: foldName(input.name), website: websiteOf(input.website ?? ''), why: input.why || null }
  for (const field of ['name', 'website', 'why'] as const) {
    if (looksLikeSecret(wish[field] ?? '') !== null) throw new PatchbayError('secret_in_plain_field', { field, hint: 'A request needs no key. Once the provider is there, its key goes into the connect dialog.' })
  }
  const known = await findLiveNamesake({ req, nameKey: wish.nameKey })
  if (known !== null) throw new PatchbayError('conflict', { field: 'name', message: `${known.name} is in the catalog already.`, hint: `Connect it in the Marketplace: /marketplace/${known.key}` })
  return inTransaction({
    req,
    work: async () => {
      if (!(await holdConnectRight({ req, account, actor }))) throw new PatchbayError('not_found')
      await lockRequestsOf({ req, user: actor.id, account })
      const standing = await findStandingRequest({ req, account, nameKey: wish.nameKey })
      if (standing !== null) return { doc: standing, isNew: false }
      const { count, secondsLeft } = await countRequests({ req, user: actor.id })
      if (count >= perDay) throw new PatchbayError('rate_limited', { message: `You have asked for ${perDay} providers in a day. That is the limit.`, hint: 'Ask again tomorrow.', retryAfterSeconds: secondsLeft })
      return { doc: await saveProviderRequest({ req, data: { ...wish, account, user: actor.id } }), isNew: true }
    },
  })
}

/** People write `example.com`; what is no address of the web is refused, as is one with a password in it. */
function websiteOf(given: string): string | null {
  if (given === '') return null
  const text = /^[a-z][a-z0-9+.-]*:/i.test(given) && !/^[^/:]+:\d/.test(given) ? given : `https://${given}`
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol) || !url.hostname.includes('.')) throw new PatchbayError('validation_failed', { field: 'website', message: 'The website is not an address of the web.', hint: 'Write it like https://example.com, or leave it out.' })
  if (url.username !== '' || url.password !== '') throw new PatchbayError('secret_in_plain_field', { field: 'website', hint: 'Leave the name and password out of the address.' })
  return url.href
}
