import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sayWhoDeactivated } from '#src/engine/connections/Deactivation.ts'
import { findReaderBy } from './currentReader.ts'
import { deSentences } from './deSentences.ts'
import { readers } from './readers.ts'
import { translateSentence } from './translateSentence.ts'

const root = join(import.meta.dirname, '../..')

beforeAll(() => findReaderBy(() => readers.de))
afterAll(() => findReaderBy(() => readers.en))

/** What the pages of tenants may come to show. The others speak to platform admins, programs and whoever starts the server. */
const places = ['src/server', 'src/engine/verify', 'src/engine/routing', 'src/engine/catalog', 'src/engine/call', 'hooks']
const elsewhere = new Set([
  // Starting and configuring.
  'checkVault.ts', 'migrateDatabase.ts', 'prepareDatabase.ts', 'runtime.ts', 'mail.ts', 'openApiDocument.ts', 'checkCollections.ts', 'recordDenial.ts',
  // In process, and through the proxy.
  'callProvider.ts', 'getAiConfig.ts', 'makeFetch.ts', 'proxySettings.ts', 'toResponse.ts', 'openChoice.ts', 'reserveBuiltIn.ts', 'checkBuiltInUse.ts', 'performCall.ts',
  // The admin panel: rows, built-in credentials, users, cut-offs.
  'compilePattern.ts', 'findRowReferences.ts', 'expectVersion.ts', 'checkBuiltIn.ts', 'guardProviderRemoval.ts', 'guardUser.ts', 'sealCredentials.ts', 'setPlatformBlock.ts', 'keepLogoBytes.ts',
  // Requests that no page of ours sends.
  'clampQuery.ts', 'requireBody.ts', 'refuseSecrets.ts', 'refuseUnknownKeys.ts', 'readBody.ts', 'exportAudit.ts', 'shapeErrors.ts',
])
const unsent = [
  'Say for which account: workspaceId is missing.', 'Say which provider: its key is missing.', 'There is no account with that id.', 'The address holds a percent escape that cannot be decoded.',
  'The query names a field that cannot be queried.', 'The upload is missing or not of an accepted kind.', 'The form in the request body cannot be read.', 'X: This names something that does not exist.', 'X: Another one has this value already.',
  'The account has a policy for this provider already.', 'There is a built-in credential of this provider and purpose already.', 'X: This is no id.', 'The platform may only set the first owner of an account that has none.',
  'A platform admin may not add themself to an account.', 'X has no service of that name.', 'Its services: X.', 'Platform admins manage the catalog.', 'Platform admins manage built-in credentials.', 'Platform admins see this.', 'The row of X has no test request.', 'Seal the credential without one.', 'A connection that is X cannot do that.',
  'Idempotency-Key is not 8 to 100 visible characters.', 'Send a UUID, the same one when the same request is sent again.', 'Send it with another Idempotency-Key.', 'People change how they sign in themselves, signed in.',
  'email: Somebody has this address already.', 'key: It stays “X” for ever, since connections and code refer to it.', 'key: There is already a provider “X”.', 'X: X', 'X is X.', 'A mail was to go to what is no address.', 'An access token is missing: this auth method gets one from the service.', 'name the account',
  'returnTo is not a page of Patchbay.', 'Send a path such as /marketplace/github.', 'The whole PEM file, from -----BEGIN to the END line',
  'Only the platform cuts off, lifts that and revokes in bulk.', 'Ask a platform admin.', 'confirm: This is not “X”, so nothing was revoked.', 'Send “X” to confirm.', 'until: This is not after from.', 'Send the end of the time, after its start.',
  'returnTo is not a page of Patchbay.', 'Send a path such as /marketplace/github.', 'Open GET /api/oauth/authorize in a browser to sign in there.', 'A provider’s consent page needs a person in front of it.',
  'Sign in to Patchbay in a browser and connect from there.', 'X has no consent page for this auth method.', 'Send its fields to POST /api/integrations/provider-connections.',
  '“X” is none of the optional permissions of X.', 'Send some of those that its row names as optionalScopes, or an empty list.',
  'Ask for up to 31 days, or by the day.', 'Ask for up to 400 days.', 'The period ends before it begins.', 'Send a from that is earlier than to.', 'The period is longer than one answer holds.', 'The moment X cannot be read.',
  'Send a date such as 2026-11-20, or a moment such as 2026-11-20T12:00:00Z.', 'The interval cannot be read.', 'Send hour or day.', 'Only GET /metrics is answered here.',
  'X compressed its answer although it was asked not to, so that its credential could not be taken out.',
]

const written = /(?:message|hint|text): (?:'((?:\\'|[^'])+)'|`([^`]+)`)/g
const said = places
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') && !elsewhere.has(entry.name) && !entry.parentPath.includes('openapi')))
  .flatMap((entry) => [...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(written)].map(([, plain, template]) => (plain ?? template ?? '').replaceAll("\\'", "'").replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, 'X')))
  // Sentences put together from parts are looked at one by one below.
  .filter((sentence) => sentence.includes(' ') && !sentence.includes('${') && sentence !== '“X” X and was passed over.')

describe('what the API says', () => {
  it('is found where it is written', () => expect(said.length).toBeGreaterThan(60))

  it('has a German sentence wherever a page may show it', () => {
    expect([...new Set(said)].filter((sentence) => !unsent.includes(sentence) && translateSentence(sentence) === null)).toEqual([])
  })

  it.each(['“Old” is deactivated and was passed over.', '“Old” is cut off by the platform and was passed over.', '“Key” lacks the part that names the region.', '“Key” lacks the part that names the region, as in eu-1.', 'Keys for Resend start with re_. This one starts with sk_.', '“Key” must be a whole number.', 'The key works, but lacks the permissions a, b. Give it that permission in Resend, then test again.'])('also has one for %s', (sentence) =>
    expect(translateSentence(sentence)).not.toBeNull(),
  )

  it('keeps its names and numbers', () => {
    expect(translateSentence('“Production” is the account’s only usable connection.')).toBe('„Production“ ist die einzige nutzbare Verbindung des Kontos.')
    expect(translateSentence('Demo service asked us to slow down. Your key is probably fine. Test it again in 30 seconds.')).toBe('Demo service bittet um langsamere Anfragen. Ihr Schlüssel ist vermutlich in Ordnung. Prüfen Sie ihn in 30 Sekunden erneut.')
    expect(translateSentence('Something the pages never heard of.')).toBeNull()
  })

  it('says who deactivated it, with the day in the reader’s way', () => {
    const deactivation = { at: '2026-11-20T23:30:00Z', by: 'Olga', reason: null }
    expect(translateSentence(sayWhoDeactivated({ name: 'Main', deactivation }))).toBe('Olga hat „Main“ am 20. November 2026 deaktiviert.')
    expect(translateSentence(sayWhoDeactivated({ name: 'Main', deactivation: { ...deactivation, reason: 'Moving.' } }))).toBe('Olga hat „Main“ am 20. November 2026 deaktiviert: „Moving.“.')
    expect(translateSentence(sayWhoDeactivated({ name: 'Main', deactivation: { ...deactivation, by: null } }))).toBe('Jemand hat „Main“ am 20. November 2026 deaktiviert.')
    expect(translateSentence(sayWhoDeactivated({ name: 'Main', deactivation: null }))).toBe('„Main“ ist deaktiviert.')
  })

  it('has each name of a sentence once in its translation', () => {
    const names = (text: string): string => [...text.matchAll(/\{\d/g)].map(String).sort().join()
    expect(deSentences.filter(([english, german]) => names(english) !== names(german))).toEqual([])
    expect(new Set(deSentences.map(([english]) => english)).size).toBe(deSentences.length)
  })
})
