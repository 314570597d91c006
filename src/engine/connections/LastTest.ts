import type { ErrorCode } from '../errors.ts'

/** What the newest test of a stored credential found; when it was is `lastTestedAt`. `code` is null exactly when it passed. Client-safe. */
export type LastTest = { ok: boolean; code: ErrorCode | null; latencyMs: number; httpStatus: number | null }

type Found = { ok: boolean; code?: ErrorCode; latencyMs: number; httpStatus?: number }

export const toLastTest = ({ ok, code, latencyMs, httpStatus }: Found): LastTest => ({ ok, code: ok ? null : (code ?? 'provider_error'), latencyMs, httpStatus: httpStatus ?? null })
