import { checkAddressPlaceholder } from './checkAddressPlaceholder.ts'
import { hostOfBase } from './compileHosts.ts'
import type { CompiledProvider } from './CompiledProvider.ts'
import { basesOf } from './hostPlaceholders.ts'
import { findSampleUrl } from './findSampleUrl.ts'
import { isHostName } from './isHostName.ts'
import { isRowPath } from './isRowPath.ts'
import type { ProviderRow } from './providerRowSchema.ts'
import type { ReportProblem } from './RowProblem.ts'
import { splitBaseUrl } from './splitBaseUrl.ts'
import { templateFields } from './templateFields.ts'
import { wholeUrlField } from './wholeUrlField.ts'

/** Why a URL may not be called (null = it may). Given by the egress rules; without it only public https names pass. */
export type JudgeOutbound = (url: string) => string | null

type Input = { row: ProviderRow; compiled: CompiledProvider; judge: JudgeOutbound; report: ReportProblem }

/** Faults of every address a credential could be sent to: bases, services, allowed hosts, the SDK’s base URL. */
export function checkHosts({ row, compiled, judge, report }: Input): void {
  const whole = row.baseUrl ? wholeUrlField(row.baseUrl) : null
  const bases = [...basesOf(row), ...(row.ai?.baseUrl ? [{ path: 'ai.baseUrl', url: row.ai.baseUrl }] : [])]
  for (const base of bases) {
    const urlField = wholeUrlField(base.url)
    if (urlField !== null) checkWholeUrl({ field: urlField, path: base.path, isBase: urlField === whole, compiled, report })
    else checkBaseUrl({ ...base, compiled, judge, report })
    if (!compiled.allowedHosts.some((pattern) => covers({ pattern, host: hostOfBase(base.url) }))) report(base.path, 'The allowed hosts do not cover the host of this address.')
  }
  if (whole !== null && (row.allowedHosts ?? []).length > 0) report('allowedHosts', 'When a field is the whole base URL, its host is the only one allowed: leave allowedHosts out.')
  if (whole !== null && Object.keys(row.services ?? {}).length > 0) report('services', 'When a field is the whole base URL, there can be no further services.')
  for (const [index, entry] of (row.allowedHosts ?? []).entries()) checkAllowedHost({ entry, path: `allowedHosts.${index}`, row, compiled, judge, report })
}

/** Checks one address that may hold placeholders in host and path; also used for the addresses of an OAuth block. */
export function checkBaseUrl({ path, url, compiled, judge, report }: { path: string; url: string; compiled: Pick<CompiledProvider, 'authMethods'>; judge: JudgeOutbound; report: ReportProblem }): void {
  const parts = splitBaseUrl(url)
  if (parts === null) return report(path, 'Must be https://host[:port][/path] without a user name, query, fragment or spaces.')
  if (parts.path !== '' && !isRowPath(parts.path)) return report(path, 'The path may not hold “//” or dot segments.')
  let isSound = true
  const watch: ReportProblem = (at, reason) => {
    isSound = false
    report(at, reason)
  }
  for (const name of templateFields(parts.host)) checkAddressPlaceholder({ name, place: 'host', template: parts.host, path, compiled, report: watch })
  for (const name of templateFields(parts.path)) checkAddressPlaceholder({ name, place: 'path', template: parts.path, path, compiled, report: watch })
  if (!isSound) return
  const sample = findSampleUrl({ url, methods: compiled.authMethods })
  if (sample.url === null) return report(path, sample.reason)
  const refusal = judge(sample.url)
  if (refusal !== null) report(path, refusal)
}

function checkWholeUrl({ field: name, path, isBase, compiled, report }: { field: string; path: string; isBase: boolean; compiled: CompiledProvider; report: ReportProblem }): void {
  if (!isBase && path !== 'ai.baseUrl') return report(path, 'Only the base URL itself can be a field.')
  for (const method of compiled.authMethods) {
    const field = method.fields.find((one) => one.name === name)
    if (field === undefined) continue
    if (field.secret || field.format !== 'https_url') report(path, `The field “${name}” must have "secret": false and "format": "https_url" to be the whole base URL.`)
    if (!field.required && field.default === null) report(path, `The field “${name}” must be required or have a default.`)
  }
}

function checkAllowedHost({ entry, path, row, compiled, judge, report }: Omit<Input, 'report'> & { entry: string; path: string; report: ReportProblem }): void {
  const isWildcard = entry.startsWith('*.')
  const host = isWildcard ? entry.slice(2) : entry
  if (isWildcard && host.includes('{{')) return report(path, 'A wildcard cannot hold a placeholder.')
  if (isWildcard && !isHostName(host.replace(/:\d+$/, '').toLowerCase())) return report(path, 'A wildcard is “*.” before a host of at least two labels, e.g. *.example.com.')
  if (host.includes('*')) return report(path, 'A wildcard stands only at the start: *.example.com.')
  if (/^https?:|\//i.test(host)) return report(path, 'Only a host, without https:// and path.')
  const scheme = (row.baseUrl ? splitBaseUrl(row.baseUrl)?.scheme : undefined) ?? 'https'
  if (splitBaseUrl(`${scheme}://${host}`) === null) return report(path, 'Not a host name, with or without a port.')
  checkBaseUrl({ path, url: `${scheme}://${host}`, compiled, judge, report })
}

/** Whether a compiled host pattern admits the host of a base, placeholders compared as written. */
function covers({ pattern, host }: { pattern: string; host: string }): boolean {
  return pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1)
}
