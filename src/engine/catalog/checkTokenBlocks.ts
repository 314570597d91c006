import { checkBaseUrl, type JudgeOutbound } from './checkHosts.ts'
import type { CompiledAuthMethod } from './CompiledProvider.ts'
import { eachText } from './eachText.ts'
import { exchangeUrls } from './exchangeUrls.ts'
import { findHeaderNameFault } from './findHeaderNameFault.ts'
import { isRowPath } from './isRowPath.ts'
import type { ProviderRow, RowAuthMethod } from './providerRowSchema.ts'
import type { ReportProblem } from './RowProblem.ts'
import { secretNames, secretParts } from './secretNames.ts'
import { sourceOf } from './sourceOf.ts'
import { templateFields } from './templateFields.ts'
import { wholeUrlField } from './wholeUrlField.ts'

type Input = { row: ProviderRow; method: RowAuthMethod; compiled: CompiledAuthMethod; path: string; judge: JudgeOutbound; report: ReportProblem }

/** Faults of how a credential becomes a token: where it goes, what may stand there, and what each type cannot do without. */
export function checkTokenBlocks(input: Input): void {
  checkAddresses(input)
  checkOAuth(input)
  checkExchange(input)
  checkApp(input)
  checkSecrets(input)
}

function checkAddresses({ method: { oauth, app }, compiled, path, judge, report }: Input): void {
  const client = (compiled.app ?? compiled.oauth)?.client ?? 'account'
  const addresses: [string, string | null | undefined][] = [
    ['oauth.authorizationUrl', oauth?.authorizationUrl], ['oauth.tokenUrl', oauth?.tokenUrl], ['oauth.revocationUrl', oauth?.revocationUrl], ['oauth.issuer', oauth?.issuer], ['oauth.revocation.url', oauth?.revocation?.url], ['oauth.lookup.url', oauth?.lookup?.url],
    ['app.tokenUrl', app?.tokenUrl], ['app.installations.url', app?.installations?.url], ['app.revocation.url', app?.revocation?.url],
  ]
  for (const [name, url] of addresses) {
    if (!url) continue
    const at = `${path}.${name}`
    const field = wholeUrlField(url)
    if (field !== null) checkWholeAddress({ field, client, compiled, at, report })
    else checkBaseUrl({ path: at, url: withOwnValues({ url, compiled }), compiled: { authMethods: [compiled] }, judge, report })
  }
}

/** What Patchbay fills into a path itself has no example in the row; in a host it has no business. */
function withOwnValues({ url, compiled: { app } }: { url: string; compiled: CompiledAuthMethod }): string {
  const [, origin = url, rest = ''] = /^(https?:\/\/[^/]*)(.*)$/.exec(url) ?? []
  const names = ['clientId', ...(app?.client === 'platform' ? [app.installation] : [])]
  return origin + names.reduce((path, name) => path.replaceAll(`{{${name}}}`, '1'), rest)
}

/** A client secret that all accounts share must not travel to an address that one of them chooses. */
function checkWholeAddress({ field: name, client, compiled, at, report }: { field: string; client: 'platform' | 'account'; compiled: CompiledAuthMethod; at: string; report: ReportProblem }): void {
  if (client === 'platform') return report(at, 'The platform’s client would be sent to an address of the account’s choosing: end the host in the provider’s own domain, or let the account bring its own client ("client": "account").')
  const field = compiled.fields.find((one) => one.name === name)
  if (field === undefined) return
  if (field.secret || field.format !== 'https_url') report(at, `The field “${name}” must have "secret": false and "format": "https_url" to be a whole address.`)
  if (!field.required && field.default === null) report(at, `The field “${name}” must be required or have a default.`)
}

function checkOAuth({ method: { type, oauth }, compiled, path, report }: Input): void {
  if (!oauth) return
  const at = `${path}.oauth`
  if (!oauth.tokenUrl && !oauth.issuer) report(`${at}.tokenUrl`, 'Missing: tokens come from there. Without it an “issuer” says where.')
  if (type !== 'oauth2_client_credentials' && !oauth.authorizationUrl && !oauth.issuer) report(`${at}.authorizationUrl`, 'Missing: people are sent there to agree. Without it an “issuer” says where.')
  if (type === 'oauth2_client_credentials' && oauth.clientAuth === 'none') report(`${at}.clientAuth`, 'A client that asks for itself must prove who it is.')
  checkHeaders({ headers: oauth.tokenHeaders, at: `${at}.tokenHeaders`, report })
  checkRevocation({ revocation: oauth.revocation, at: `${at}.revocation`, hasApp: compiled.app !== null, report })
  checkHeaders({ headers: oauth.lookup?.headers, at: `${at}.lookup.headers`, report })
  for (const [name, value] of Object.entries(oauth.lookup?.headers ?? {})) if (value.includes('{{')) report(`${at}.lookup.headers.${name}`, 'Stands as it is: the token goes into Authorization, and nothing else is filled in.')
  checkCaptures({ capture: oauth.response?.capture, at: `${at}.response.capture`, compiled, report })
  checkCaptures({ capture: oauth.lookup?.capture, at: `${at}.lookup.capture`, compiled, report })
}

type Captures = { capture: Record<string, string> | null | undefined; at: string; compiled: CompiledAuthMethod; report: ReportProblem }

/** An answer may say below which of the provider's own addresses calls go, under the rules of any other field, and never where tokens do. */
function checkCaptures({ capture, at, compiled, report }: Captures): void {
  const inExchange = new Set(exchangeUrls(compiled).flatMap(templateFields).map((name) => sourceOf({ name, derive: compiled.derive })))
  for (const name of Object.keys(capture ?? {})) {
    const field = compiled.fields.find((one) => one.name === name)
    if (field === undefined || field.secret || field.required) report(`${at}.${name}`, `“${name}” must be a field with "secret": false and "required": false: what an answer gives is shown, and nobody types it.`)
    if (inExchange.has(name)) report(`${at}.${name}`, `“${name}” is part of an address of the exchange: an answer may not say where tokens go.`)
  }
}

function checkExchange({ row, method: { exchange }, path, report }: Input): void {
  if (!exchange) return
  const at = `${path}.exchange`
  if (!isRowPath(exchange.path)) report(`${at}.path`, 'The path starts with “/” and lies below the base URL.')
  if (exchange.service && !Object.hasOwn(row.services ?? {}, exchange.service)) report(`${at}.service`, `There is no service “${exchange.service}”.`)
  if (!exchange.service && !row.baseUrl) report(at, 'A login call needs a base URL to go to.')
  checkHeaders({ headers: exchange.headers, at: `${at}.headers`, report })
  const { body = null } = exchange
  if (body !== null && exchange.method === 'GET') report(`${at}.body`, 'A GET request has no body.')
  const isFlat = typeof body === 'object' && body !== null && !Array.isArray(body) && Object.values(body).every((one) => ['string', 'number', 'boolean'].includes(typeof one))
  if (exchange.bodyFormat === 'form' && body !== null && !isFlat) report(`${at}.body`, 'A form is an object of texts.')
}

function checkApp({ method: { app, oauth }, compiled, path, report }: Input): void {
  if (!app || compiled.app === null) return
  const at = `${path}.app`
  checkHeaders({ headers: app.headers, at: `${at}.headers`, report })
  checkRevocation({ revocation: app.revocation, at: `${at}.revocation`, hasApp: true, report })
  const { installation } = compiled.app
  if (compiled.app.client === 'account') return
  if (compiled.fields.some((field) => field.name === installation)) report(`${path}.fields`, `With the platform’s app nobody may type “${installation}”: an account could name another’s. Leave the field out.`)
  if (!oauth || !app.installations) report(`${at}.installations`, 'The platform’s app opens every account’s installation, so people must prove which is theirs: give “oauth” and “installations”, or let the account bring its own app ("client": "account").')
}

type Revocation = NonNullable<RowAuthMethod['oauth']>['revocation']

function checkRevocation({ revocation, at, hasApp, report }: { revocation: Revocation; at: string; hasApp: boolean; report: ReportProblem }): void {
  if (!revocation) return
  checkHeaders({ headers: revocation.headers, at: `${at}.headers`, report })
  if (revocation.method === 'GET' && revocation.body != null) report(`${at}.body`, 'A GET request has no body.')
  if (revocation.auth === 'app' && !hasApp) report(`${at}.auth`, 'There is no app that could sign.')
}

function checkHeaders({ headers, at, report }: { headers: Record<string, string> | null | undefined; at: string; report: ReportProblem }): void {
  for (const [name, value] of Object.entries(headers ?? {})) {
    const reason = findHeaderNameFault(name) ?? (/[\u0000-\u001F\u007F]/.test(value) ? 'Control characters are not allowed here.' : null)
    if (reason !== null) report(`${at}.${name}`, reason)
  }
}

/** What people are sent with is seen by their browser and everything on its way; and a piece of a secret would pass the redaction of the whole. */
function checkSecrets({ method: { oauth, exchange, app }, compiled, path, report }: Input): void {
  const secret = secretNames(compiled)
  const pieces = secretParts(compiled)
  const look = (value: unknown, at: string, names: Set<string>, reason: string): void => {
    for (const found of eachText(value, at)) for (const name of templateFields(found.text)) if (names.has(name)) report(found.path, `{{${name}}} ${reason}`)
  }
  look(oauth?.authorizationParams, `${path}.oauth.authorizationParams`, secret, 'is a secret: people’s browsers would carry it.')
  look([oauth?.tokenParams, oauth?.refreshParams, oauth?.tokenHeaders, oauth?.revocation], `${path}.oauth`, pieces, 'is a part of a secret: it is not sent by itself.')
  look([exchange?.path, exchange?.headers, exchange?.body], `${path}.exchange`, pieces, 'is a part of a secret: it is not sent by itself.')
  look(exchange?.path, `${path}.exchange.path`, secret, 'is a secret: paths are written into logs on their way.')
  look([app?.headers, app?.revocation], `${path}.app`, pieces, 'is a part of a secret: it is not sent by itself.')
}
