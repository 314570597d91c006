import type { ErrorCode } from '#src/engine/errors.ts'

export type ApiProblem = { code: ErrorCode | null; message: string; hint: string | null; field: string | null; /** The provider's own words. */ note: string | null; requestId: string | null }

/** A refusal of Patchbay's API: `{ errors: [{ code, message, hint, … }] }`. The first problem leads, all are kept. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: ErrorCode | null
  readonly hint: string | null
  readonly problems: ApiProblem[]

  constructor({ status, problems }: { status: number; problems: [ApiProblem, ...ApiProblem[]] }) {
    super(problems[0].message)
    this.status = status
    this.code = problems[0].code
    this.hint = problems[0].hint
    this.problems = problems
  }
}
