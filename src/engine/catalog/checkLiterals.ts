import { looksLikeSecret } from '../redact/looksLikeSecret.ts'
import { eachText } from './eachText.ts'
import type { ProviderRow } from './providerRowSchema.ts'
import type { ReportProblem } from './RowProblem.ts'

/** Real keys do not belong into a row, which everybody can read: not as an example, a default or a header. */
export function checkLiterals({ row, report }: { row: ProviderRow; report: ReportProblem }): void {
  for (const { path, text } of eachText(row, '')) {
    const kind = looksLikeSecret(text)
    if (kind !== null) report(path, `This looks like a real secret (${kind}). Rows are readable by everybody: connect the provider and paste it there.`)
  }
}
