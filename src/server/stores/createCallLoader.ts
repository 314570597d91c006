import type { Pool } from 'pg'
import type { ResolutionInput } from '#src/engine/ports.ts'
import { tags } from '#src/server/changes/ChangeNote.ts'
import type { Changes } from '#src/server/changes/createChanges.ts'
import type { Flight, Kept } from '#src/server/changes/TaggedCache.ts'
import { freezeDeep } from './freezeDeep.ts'
import { loadCall, type LoadedCall, type LoadedToken, type ResolutionQuery, type TokenQuery } from './loadCall.ts'

/** `input`: what was read along with the token, for the account and person it stands for. */
export type FoundCall = { token: LoadedToken | null; input: ResolutionInput | null }

/** What calls ask of the database: from memory as long as it is known that nothing has changed, else by one statement. */
export type CallLoader = {
  /** No promise where it is known: each call comes through here. */
  resolution(query: ResolutionQuery): ResolutionInput | Promise<ResolutionInput>
  /** A token that is known and has not ended; null = `call` has to be asked. */
  knownToken(hash: string): LoadedToken | null
  /** A token that has not ended, and what its call needs. */
  call(query: TokenQuery): Promise<FoundCall>
}

type Rest = Omit<ResolutionInput, 'readAt'>
/** `readAtMs`: the database's clock when it was read. */
type KnownInput = { input: Rest; readAtMs: number }
type KnownToken = { token: LoadedToken; readAtMs: number }

/**
 * Only sealed rows are kept, exactly as they were read, and nothing is written back from them. The database's clock goes
 * on in what is kept, so that tokens end in time. While nobody can tell whether something changed, nothing is kept or
 * taken from there.
 */
export function createCallLoader({ pool, changes }: { pool: Pool; changes: Changes }): CallLoader {
  const { cache } = changes
  const running = new Map<string, { flight: Flight; loading: Promise<LoadedCall> }>()

  const load = async ({ name, query }: { name: string; query: ResolutionQuery | TokenQuery }): Promise<LoadedCall> => {
    changes.start()
    if (!changes.isFresh()) return loadCall({ pool, query })
    const ahead = running.get(name)
    // A question that was sent before something changed answers nobody who asks after it.
    if (ahead !== undefined && cache.isUndisturbed(ahead.flight)) return ahead.loading
    const flight = cache.begin()
    const loading = loadCall({ pool, query }).then((loaded) => {
      if (changes.isFresh()) keep({ changes, flight, query, loaded })
      return loaded
    })
    const own = { flight, loading }
    running.set(name, own)
    const done = (): void => void (running.get(name) === own && running.delete(name))
    loading.then(done, done)
    return loading
  }
  const known = <Value>(key: string): Kept<Value> | null => (changes.isFresh() ? (cache.get(key) as Kept<Value> | null) : null)
  const knownInput = (query: ResolutionQuery): ResolutionInput | null => {
    const kept = known<KnownInput>(nameOf(query))
    return kept === null ? null : { ...kept.value.input, readAt: new Date(clockOf(kept)) }
  }

  return {
    resolution: (query) => knownInput(query) ?? load({ name: nameOf(query), query }).then(({ input }) => input),
    knownToken: (hash) => {
      const kept = known<KnownToken>(hash)
      return kept === null || isOver({ token: kept.value.token, nowMs: clockOf(kept) }) ? null : kept.value.token
    },
    async call(query) {
      const kept = known<KnownToken>(query.hash)
      if (kept !== null) return { token: isOver({ token: kept.value.token, nowMs: clockOf(kept) }) ? null : kept.value.token, input: null }
      const { token, input } = await load({ name: `${query.hash} ${query.provider} ${query.connectionId}`, query })
      return token === null || isOver({ token, nowMs: input.readAt.getTime() }) ? { token: null, input: null } : { token, input }
    },
  }
}

const nameOf = ({ account, provider, connectionId, user }: ResolutionQuery): string => `${account} ${provider} ${connectionId} ${user}`

const clockOf = ({ value, sentAt }: Kept<{ readAtMs: number }>): number => value.readAtMs + (performance.now() - sentAt)

const isOver = ({ token, nowMs }: { token: LoadedToken; nowMs: number }): boolean => token.expiresAt !== null && token.expiresAt.getTime() <= nowMs

type Keeping = { changes: Changes; flight: Flight; query: ResolutionQuery | TokenQuery; loaded: LoadedCall }

/** Unknown tokens, accounts, providers and connections are not kept: there is no end of them. */
function keep({ changes: { cache }, flight, query, loaded: { token, provider: key, input } }: Keeping): void {
  const { readAt, ...rest } = input
  const readAtMs = readAt.getTime()
  if ('hash' in query && token !== null) {
    const whose = token.actsFor === null ? [] : [tags.user(token.actsFor)]
    cache.put({ flight, key: query.hash, tags: [tags.token(token.id), ...whose], value: freezeDeep({ token, readAtMs }), bytes: 1_000 })
  }
  const { account, provider, connections, builtIn } = rest
  const { provider: asked, connectionId } = query
  if (account === null || provider === null || key === null || (connectionId !== null && connections.length === 0)) return
  const user = 'hash' in query ? (token?.actsFor ?? null) : query.user
  cache.put({
    flight,
    key: nameOf({ account: account.id, provider: asked, connectionId, user }),
    tags: [tags.account(account.id), tags.provider(key), tags.pair({ account: account.id, provider: key }), ...(user === null ? [] : [tags.user(user)])],
    value: freezeDeep({ input: rest, readAtMs }),
    bytes: [...connections, builtIn].reduce((sum, one) => sum + (one === null ? 0 : 2_000 + (one.sealed?.envelope.length ?? 0)), 1_000),
  })
}
