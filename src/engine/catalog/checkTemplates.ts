import type { CompiledProvider } from './CompiledProvider.ts'
import { declaredNames, revocationNames } from './declaredNames.ts'
import { eachText } from './eachText.ts'
import type { ProviderRow } from './providerRowSchema.ts'
import type { ReportProblem } from './RowProblem.ts'
import { findTemplateFault, templateFields } from './templateFields.ts'

type Methods = CompiledProvider['authMethods']

/**
 * Every template names declared fields only. What stands on the row itself (bases, hosts, its test) must be
 * fillable by each auth method that uses it; what stands in a method, by that method.
 */
export function checkTemplates({ row, compiled, report }: { row: ProviderRow; compiled: CompiledProvider; report: ReportProblem }): void {
  const all = compiled.authMethods
  const check = (value: unknown, path: string, methods: Methods, namesOf = declaredNames): void => {
    for (const { path: at, text } of eachText(value, path)) {
      const fault = findTemplateFault(text)
      if (fault !== null) report(at, fault)
      for (const name of templateFields(text)) {
        const lacking = methods.find((method) => !namesOf(method).has(name))
        if (lacking !== undefined) report(at, `{{${name}}} is not a field of the auth method “${lacking.key}”.`)
      }
    }
  }
  check(row.baseUrl ?? null, 'baseUrl', all)
  for (const [name, { baseUrl }] of Object.entries(row.services ?? {})) check(baseUrl, `services.${name}.baseUrl`, all)
  check(row.allowedHosts ?? [], 'allowedHosts', all)
  check(row.ai?.baseUrl ?? null, 'ai.baseUrl', all)
  if (row.test) check(filled(row.test), 'test', all.filter((_method, index) => !row.authMethods[index]?.test))
  for (const [index, method] of row.authMethods.entries()) {
    const own = all.slice(index, index + 1)
    const at = `authMethods.${index}`
    check((method.inject ?? []).map(({ value }) => ({ value })), `${at}.inject`, own)
    if (method.test) check(filled(method.test), `${at}.test`, own)
    if (method.exchange) check({ path: method.exchange.path, headers: method.exchange.headers, body: method.exchange.body }, `${at}.exchange`, own)
    if (method.oauth) check(sentOf(method.oauth), `${at}.oauth`, own)
    if (method.app) check({ tokenUrl: method.app.tokenUrl, headers: method.app.headers, installations: { url: method.app.installations?.url } }, `${at}.app`, own)
    for (const name of ['oauth', 'app'] as const) {
      const { url, headers, body } = method[name]?.revocation ?? {}
      check({ url, headers, body }, `${at}.${name}.revocation`, own, revocationNames)
    }
    if (!method.inject?.length) check(Object.fromEntries((all[index]?.inject ?? []).map((one) => [one.in, one.value])), `${at}.inject`, own)
  }
}

const filled = ({ path, headers, query, body }: NonNullable<ProviderRow['test']>): unknown => ({ path, headers, query, body })

type OAuth = NonNullable<ProviderRow['authMethods'][number]['oauth']>
const sentOf = ({ authorizationUrl, tokenUrl, revocationUrl, issuer, authorizationParams, tokenParams, refreshParams, tokenHeaders, lookup }: OAuth): unknown => ({ authorizationUrl, tokenUrl, revocationUrl, issuer, authorizationParams, tokenParams, refreshParams, tokenHeaders, lookup: { url: lookup?.url } })
