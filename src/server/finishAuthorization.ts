import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { isPatchbayError, PatchbayError } from '#src/engine/errors.ts'
import { exchangeCode } from '#src/engine/oauth/exchangeCode.ts'
import { type Installation, listInstallations } from '#src/engine/oauth/listInstallations.ts'
import type { OAuthClient } from '#src/engine/oauth/OAuthClient.ts'
import type { TokenGrant } from '#src/engine/oauth/TokenGrant.ts'
import { displayOf, hashAttempt, verifierOf } from './attemptSecrets.ts'
import { addToReturn, defaultReturnTo } from './checkReturnTo.ts'
import { chooseInstallation } from './chooseInstallation.ts'
import { explainDenial } from './explainDenial.ts'
import { fetchInstallationTokens } from './fetchInstallationTokens.ts'
import { deadlineOf, type FetchedTokens, toTokens, withLookup } from './fetchTokens.ts'
import { giveBackGrant } from './giveBackGrant.ts'
import { holdChoice } from './holdChoice.ts'
import { holdGrant, isSomebodyElse } from './holdGrant.ts'
import { keepIdentity } from './keepIdentity.ts'
import { readNonce } from './nonceCookie.ts'
import { openClient } from './openClient.ts'
import { proveCredential } from './proveCredential.ts'
import { recordDenial } from './recordDenial.ts'
import { type ResumedAttempt, resumeAttempt } from './resumeAttempt.ts'
import { runtime } from './runtime.ts'
import { saveGranted } from './saveGranted.ts'
import { sessionPerson } from './sessionPerson.ts'
import { redirectUri } from './startAuthorization.ts'
import { signInAs } from './stores/newPerson.ts'
import { type OAuthAttempt, takeAttempt, type TakenAttempt } from './stores/oauthAttempts.ts'
import { readClock } from './stores/readClock.ts'
import { toPatchbayError } from './toPatchbayError.ts'

/** How a way to a provider and back ended. */
export type Finished = {
  display: 'page' | 'popup'
  /** The page to come back to, told the outcome. */
  location: string
  attempt: string | null
  outcome: { kind: 'connected'; connection: string } | { kind: 'asking'; attempt: string } | { kind: 'failed'; error: PatchbayError }
}

/**
 * The way back from a provider's consent page. Takes the attempt of that state and that browser, once; acts for the
 * person who began it, whether or not their session came along; and makes or renews the connection, or says why not.
 */
export async function finishAuthorization({ req, query }: { req: PayloadRequest; query: URLSearchParams }): Promise<Finished> {
  const state = query.get('state')
  const nonce = state === null ? '' : readNonce({ state, publicUrl: runtime().env.PATCHBAY_PUBLIC_URL, header: req.headers.get('cookie') })
  const taken = state === null || nonce === '' ? null : await takeAttempt({ req, ...hashAttempt({ state, nonce }) })
  if (state === null || taken === null) return failed({ attempt: null, display: displayOf(state), returnTo: defaultReturnTo, error: staleError() })
  const { attempt } = taken
  const end = { attempt: attempt.id, ...attempt.settings }
  try {
    const done = await complete({ req, taken, state, query })
    if ('asking' in done) return { ...end, location: addToReturn({ returnTo: end.returnTo, add: { error: 'conflict', attempt: done.asking } }), outcome: { kind: 'asking', attempt: done.asking } }
    return { ...end, location: addToReturn({ returnTo: end.returnTo, add: { connected: done.connection } }), outcome: { kind: 'connected', connection: done.connection } }
  } catch (cause) {
    const error = toPatchbayError(cause)
    if (error.code === 'forbidden') await recordDenial({ req, error })
    if (error.status >= 500 && !isPatchbayError(cause)) throw cause
    return failed({ ...end, error })
  }
}

const staleError = (): PatchbayError =>
  new PatchbayError('invalid_request', { message: 'This way back is not good any more: it is used up, older than ten minutes, or was begun in another browser. Nothing was connected.', hint: 'Begin again in the Marketplace or in Settings.' })

const failed = ({ attempt, display, returnTo, error }: { attempt: string | null; display: Finished['display']; returnTo: string; error: PatchbayError }): Finished => ({
  display,
  attempt,
  location: addToReturn({ returnTo, add: { error: error.code } }),
  outcome: { kind: 'failed', error },
})

type Completing = { req: PayloadRequest; taken: TakenAttempt; state: string; query: URLSearchParams }

async function complete({ req, taken, state, query }: Completing): Promise<{ connection: string } | { asking: string }> {
  const { attempt, provider } = taken
  await becomePerson({ req, user: attempt.user })
  const { compiled } = provider
  const code = query.get('code')
  const refusal = query.get('error')
  if (refusal !== null) throw explainDenial({ name: compiled.name, error: refusal.slice(0, 200), description: query.get('error_description')?.slice(0, 1_000) ?? null })
  if (code === null || code === '') throw new PatchbayError('provider_error', { message: `${compiled.name} sent you back without a code, so nothing was connected.`, hint: 'Begin again.' })
  const resumed = await resumeAttempt({ req, taken })
  const { found, method, values } = resumed
  const exchanged = await exchange({ req, attempt, compiled, ...resumed, state, query })
  try {
    const granted = await tokensOf({ req, attempt, compiled, ...resumed, ...exchanged, named: query.get('installation_id') })
    if ('choices' in granted) return { asking: await holdChoice({ req, attempt, found, installations: granted.choices }) }
    const proof = keepIdentity({ found, proof: await proveCredential({ compiled, method, values, shouldTest: true, signal: req.signal, tokens: granted, mayBeUntold: true }) })
    if (found !== null && isSomebodyElse({ found, learned: proof.learned })) return { asking: await holdGrant({ req, attempt, found, proof }) }
    return { connection: await saveGranted({ req, attempt, provider, found, method, credential: proof }) }
  } catch (cause) {
    // What a person gives for an app says who they are, and is no connection's.
    if (method.app === null) await giveBackGrant({ req, attempt, values: { ...values, ...toTokens({ method, values, ...exchanged }).sealable.values }, identity: null })
    throw cause
  }
}

/** The person who began it, unless somebody else is signed in here by now: what they agreed to would be another's. */
async function becomePerson({ req, user }: { req: PayloadRequest; user: string }): Promise<void> {
  const actor = await actorOf(req)
  const isAnother = actor.kind !== 'anonymous' && !(actor.kind === 'user' && actor.id === user)
  if (isAnother || ![null, user].includes(sessionPerson(req) as string | null)) {
    throw new PatchbayError('conflict', { message: 'Somebody else has signed in here since this was begun. Nothing was connected.', hint: 'Begin again as the person who is signed in now.' })
  }
  await signInAs({ req, id: user })
}

type Exchanging = Omit<ResumedAttempt, 'found'> & { req: PayloadRequest; attempt: OAuthAttempt; compiled: CompiledProvider; state: string; query: URLSearchParams }
/** `now`: from before it was asked for. */
type Exchanged = { grant: TokenGrant; client: OAuthClient; now: Date }

async function exchange({ req, attempt, compiled, method, values, state, query }: Exchanging): Promise<Exchanged> {
  const client = await openClient({ compiled, method, values, purpose: 'consent' })
  const now = await readClock(runtime())
  const grant = await exchangeCode({
    egress: runtime().egress, compiled, method, client, values, agreedHosts: attempt.sealed.agreedHosts, code: query.get('code') ?? '', codeVerifier: verifierOf({ state, secret: req.payload.secret }),
    redirectUri: redirectUri(), iss: query.get('iss'), now, signal: deadlineOf(req.signal),
  })
  return { grant, client, now }
}

type Granted = Omit<Exchanging, 'state' | 'query'> & Exchanged & { /** An installation, by the way back. */ named: string | null }

async function tokensOf({ grant, client, now, named, ...asked }: Granted): Promise<FetchedTokens | { choices: Installation[] }> {
  const { req, attempt, compiled, method, values } = asked
  if (method.app !== null) return installationTokens({ ...asked, accessToken: grant.accessToken, named })
  const tokens = toTokens({ method, values, grant: await withLookup({ compiled, method, client, values, grant, signal: req.signal }), now })
  // An answer that names no scopes has granted what was asked for (RFC 6749 section 5.1).
  return { ...tokens, scopes: tokens.scopes ?? attempt.settings.scopes }
}

type Installing = Omit<Exchanging, 'state' | 'query'> & { accessToken: string; named: string | null }

/** The person's own token says which installations are theirs, and is not kept; the app's key gets the one that is meant. */
async function installationTokens({ req, attempt, compiled, method, values, presentInstallation, accessToken, named }: Installing): Promise<FetchedTokens | { choices: Installation[] }> {
  const theirs = await listInstallations({ egress: runtime().egress, compiled, method, values, agreedHosts: attempt.sealed.agreedHosts, accessToken, now: new Date(), signal: deadlineOf(req.signal) })
  const meant = chooseInstallation({ compiled, theirs, named, present: presentInstallation })
  return meant === null ? { choices: theirs } : fetchInstallationTokens({ compiled, method, values, installation: meant.id, signal: req.signal })
}
