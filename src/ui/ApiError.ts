import type { TestResult } from '#src/engine/connections/ConnectionView.ts'
import type { ErrorCode } from '#src/engine/errors.ts'

export type ApiProblem = { code: ErrorCode | null; message: string; hint: string | null; field: string | null; requestId: string | null }

/** A refusal of Patchbay's API: `{ errors: [{ code, message, hint, … }] }`. The first problem leads, all are kept. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: ErrorCode | null
  readonly hint: string | null
  readonly problems: ApiProblem[]
  /** What a failed test found, where the answer says so. */
  readonly result: TestResult | null

  constructor({ status, problems, result = null }: { status: number; problems: [ApiProblem, ...ApiProblem[]]; result?: TestResult | null }) {
    super(problems[0].message)
    this.status = status
    this.code = problems[0].code
    this.hint = problems[0].hint
    this.problems = problems
    this.result = result
  }
}
