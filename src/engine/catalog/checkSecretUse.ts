import type { CompiledProvider } from './CompiledProvider.ts'
import { eachText } from './eachText.ts'
import type { ProviderRow } from './providerRowSchema.ts'
import type { ReportProblem } from './RowProblem.ts'
import { secretNames, secretParts } from './secretNames.ts'
import { templateFields } from './templateFields.ts'

/**
 * Only `inject` places a secret in a request, and only as a whole. A test that carries the key in its query or body
 * would have the service read it back into the answer, where whoever wrote the row could see it; parts of a key would
 * pass the redaction of the whole.
 */
export function checkSecretUse({ row, compiled, report }: { row: ProviderRow; compiled: CompiledProvider; report: ReportProblem }): void {
  for (const [index, method] of compiled.authMethods.entries()) {
    const own = row.authMethods[index]?.test
    const test = own ?? row.test
    const at = own ? `authMethods.${index}.test` : 'test'
    if (test) {
      const { path, headers, query, body } = test
      refuse({ value: { path, headers, query, body }, at, names: secretNames(method), report, reason: (name) => `{{${name}}} is a secret (or made of one): a test may not carry it; only “inject” places secrets.` })
    }
    refuse({
      value: method.inject.map(({ value }) => ({ value })),
      at: `authMethods.${index}.inject`,
      names: secretParts(method),
      report,
      reason: (name) => `{{${name}}} is a part of a secret: it may form a host, but is not sent by itself.`,
    })
  }
}

type Refusal = { value: unknown; at: string; names: Set<string>; report: ReportProblem; reason: (name: string) => string }

function refuse({ value, at, names, report, reason }: Refusal): void {
  for (const { path, text } of eachText(value, at)) {
    for (const name of templateFields(text)) if (names.has(name)) report(path, reason(name))
  }
}
