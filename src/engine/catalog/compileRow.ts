import { compileAuthMethod } from './compileAuthMethod.ts'
import type { CompiledProvider } from './CompiledProvider.ts'
import { compileHosts } from './compileHosts.ts'
import { markBases, markMethod } from './markTerms.ts'
import type { ProviderRow } from './providerRowSchema.ts'

/** Raised when more is made of a row: what was stored before is compiled anew at the next start. */
export const compiledFormat = 2

/** Every default of the contract filled in, once, at save. The row must have passed `checkRow`. */
export function compileRow(row: ProviderRow): CompiledProvider {
  const provider = {
    format: compiledFormat as typeof compiledFormat,
    key: row.key,
    name: row.name,
    category: row.category,
    status: row.status ?? 'live',
    replacedBy: row.replacedBy ?? null,
    manageUrl: row.manageUrl ?? null,
    baseUrl: row.baseUrl ? withoutSlash(row.baseUrl) : null,
    services: Object.fromEntries(Object.entries(row.services ?? {}).map(([name, { baseUrl }]) => [name, withoutSlash(baseUrl)])),
    allowedHosts: compileHosts(row),
    authMethods: row.authMethods.map((method) => compileAuthMethod({ row, method })),
    authFailure: { statuses: row.authFailure?.statuses ?? [401], also: row.authFailure?.also ?? [] },
    retry: { on: row.retry?.on ?? [429, 502, 503, 504], maxAttempts: row.retry?.maxAttempts ?? 3 },
    timeoutSeconds: row.timeoutSeconds ?? 300,
    ...(row.scrubAnswers === true ? { scrubAnswers: true } : {}),
    ai: row.ai ? compileAi(row.ai) : null,
    ...compileUsage(row.usage),
  }
  return { ...provider, baseMarks: markBases(provider), authMethods: provider.authMethods.map((method) => ({ ...method, marks: markMethod(method) })) }
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

function compileAi(ai: NonNullable<ProviderRow['ai']>): CompiledProvider['ai'] {
  return {
    sdk: ai.sdk ?? null,
    capabilities: ai.capabilities ?? [],
    defaultModel: ai.defaultModel ?? null,
    models: ai.models ?? null,
    baseUrl: ai.baseUrl ? withoutSlash(ai.baseUrl) : null,
  }
}

function compileUsage(usage: ProviderRow['usage']): Pick<CompiledProvider, 'usage'> {
  const pointers = { tokensIn: usage?.tokensIn ?? [], tokensOut: usage?.tokensOut ?? [], cost: usage?.cost ?? [] }
  return Object.values(pointers).some((list) => list.length > 0) ? { usage: pointers } : {}
}
