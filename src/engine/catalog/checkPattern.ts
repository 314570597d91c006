import { compilePattern } from './compilePattern.ts'
import type { ReportProblem } from './RowProblem.ts'

/** Whether a pattern compiles; reports why not. */
export function checkPattern({ pattern, path, report }: { pattern: string; path: string; report: ReportProblem }): boolean {
  try {
    compilePattern(pattern)
    return true
  } catch (error) {
    report(path, (error as Error).message)
    return false
  }
}
