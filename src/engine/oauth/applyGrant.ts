import type { CompiledAuthMethod, CredentialValues } from '../catalog/CompiledProvider.ts'
import { renewalDueAt } from './renewalDueAt.ts'
import type { TokenGrant } from './TokenGrant.ts'

type Question = {
  method: CompiledAuthMethod
  /** The credential the grant is for, its tokens included; of a first grant the fields alone. */
  values: CredentialValues
  grant: TokenGrant
  now: Date
  /** 0 ≤ n < 1; spreads renewals, so that connections made in the same minute do not all fall due in one. */
  random: () => number
}

export type AppliedGrant = {
  /** Sealed beside the fields; a token that is not in it is gone. */
  tokens: Record<string, string>
  tokenExpiresAt: Date | null
  /** When to renew it; null = nothing to do. */
  refreshDueAt: Date | null
  /** Till when `previousRefreshToken` may be shown once more. */
  previousUntil: Date | null
  scopes: string[] | null
}

/**
 * What is kept of a grant. A service that sends no new refresh token leaves the old one in force; one that replaces it
 * may honour the old one for a while, which saves a grant whose answer was lost.
 */
export function applyGrant({ method, values, grant, now, random }: Question): AppliedGrant {
  const facts = (method.oauth ?? method.exchange ?? method.app)?.refresh ?? null
  const before = values.refreshToken || null
  const refreshToken = grant.refreshToken || before
  const isReplaced = before !== null && refreshToken !== before
  const keepsPrevious = isReplaced && facts !== null && facts.graceSeconds > 0
  const tokenExpiresAt = grant.expiresInSeconds === null ? null : after({ now, seconds: grant.expiresInSeconds })
  return {
    tokens: {
      accessToken: grant.accessToken,
      ...(refreshToken === null ? {} : { refreshToken }),
      ...(keepsPrevious ? { previousRefreshToken: before } : {}),
    },
    tokenExpiresAt,
    refreshDueAt: facts !== null && canRenew({ method, refreshToken }) ? renewalDueAt({ facts, lifeSeconds: grant.expiresInSeconds, now, random }) : null,
    previousUntil: keepsPrevious ? after({ now, seconds: facts.graceSeconds }) : null,
    scopes: grant.scopes,
  }
}

/** Whether a token of this method can be had again without a person. */
export const canRenew = ({ method, refreshToken }: { method: CompiledAuthMethod; refreshToken: string | null | undefined }): boolean =>
  method.type === 'oauth2_code' ? Boolean(refreshToken) && method.oauth?.refresh.mode !== 'none' : Boolean(method.oauth ?? method.exchange ?? method.app)

const after = ({ now, seconds }: { now: Date; seconds: number }): Date => new Date(now.getTime() + Math.round(seconds * 1000))
