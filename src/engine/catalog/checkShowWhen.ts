import type { RowField } from './providerRowSchema.ts'
import type { ReportProblem } from './RowProblem.ts'

/**
 * Faults of `showWhen`: it names a plain field with that option, standing before it and always shown itself. So a
 * dialog never hides what was just filled in, and there are no circles.
 */
export function checkShowWhen({ fields, path, report }: { fields: RowField[]; path: string; report: ReportProblem }): void {
  for (const [index, { showWhen }] of fields.entries()) {
    if (!showWhen) continue
    const at = `${path}.fields.${index}.showWhen`
    const decider = fields.slice(0, index).find((one) => one.name === showWhen.field)
    if (decider === undefined) report(`${at}.field`, `There is no field “${showWhen.field}” before this one.`)
    else if (decider.showWhen) report(`${at}.field`, `“${showWhen.field}” is not always shown itself.`)
    else if (!decider.options?.some(({ value }) => value === showWhen.equals)) report(`${at}.equals`, `“${showWhen.field}” has no option “${showWhen.equals}”.`)
  }
}
