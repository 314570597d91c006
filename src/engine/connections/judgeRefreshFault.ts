import type { ErrorCode } from '../errors.ts'

/** Why no new token was to be had, as the exchange says it (engine/oauth/GrantFault). */
export type RefreshFault = {
  kind: 'permanent' | 'transient' | 'rate_limited' | 'configuration'
  code: ErrorCode
  /** The service's own words. */
  note: string | undefined
  retryAfterSeconds: number | undefined
  /** Something left this machine. */
  wasSent: boolean
  /** The service's no was read and understood: it gave out nothing. Sent and not refused: nobody knows what it did. */
  wasRefused: boolean
}

export type RefreshStanding = {
  /** How the service treats refresh tokens, by its row. */
  mode: 'none' | 'static' | 'rotating'
  /** How long a replaced refresh token still serves there. */
  graceSeconds: number
  tokenExpiresAt: Date | null
  /** Failures in a row before this one. */
  failures: number
  /** An earlier exchange of the same token began, and nobody knows how it ended. */
  hadOpenIntent: boolean
}

export type RefreshVerdict = {
  /** The connection needs its owner: status `error` with this reason. Null: the status stays. */
  reason: ErrorCode | null
  note: string | null
  /** When to try again; null = not by itself. */
  refreshDueAt: Date | null
  failures: number
  keepsIntent: boolean
}

type Question = { fault: RefreshFault; standing: RefreshStanding; now: Date; /** 0 ≤ x < 1. */ random: number }

const firstPauseSeconds = 30
const longestPauseSeconds = 1_800
/** What nobody but a person mends is not asked for every half minute. */
const configurationPauseSeconds = 300
const longestAskedPauseSeconds = 3_600

/**
 * What a failed refresh means for its connection. Only a refusal that stays one makes it need its owner; what may pass
 * is tried again later, and never ends a connection, however long it lasts.
 */
export function judgeRefreshFault({ fault, standing, now, random }: Question): RefreshVerdict {
  const failures = standing.failures + 1
  if (fault.kind === 'permanent') {
    // What the account signs in with, and not a grant, is at fault: another word, and another cure.
    const reason = fault.code === 'credential_rejected' ? fault.code : 'reauth_required'
    const isLost = standing.hadOpenIntent && standing.mode === 'rotating' && reason === 'reauth_required'
    return { reason, note: isLost ? sayLost(fault.note) : (fault.note ?? null), refreshDueAt: null, failures, keepsIntent: false }
  }
  const isUnknown = fault.wasSent && !fault.wasRefused
  const pauseMs = pauseSecondsAfter({ fault, failures, random }) * 1000
  const next = new Date(now.getTime() + pauseMs)
  return { reason: null, note: null, refreshDueAt: isUnknown && fault.code !== 'provider_error' ? afterUse({ standing, next }) : next, failures, keepsIntent: standing.hadOpenIntent || isUnknown }
}

function pauseSecondsAfter({ fault, failures, random }: { fault: RefreshFault; failures: number; random: number }): number {
  const backOff = Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** Math.min(failures - 1, 20))
  const asked = Math.min(longestAskedPauseSeconds, fault.retryAfterSeconds ?? 0)
  const least = fault.kind === 'configuration' ? configurationPauseSeconds : 0
  // Spread, so that a thousand connections of one service do not come back in the same second.
  return Math.max(backOff, least) * (0.75 + random / 2) + asked
}

/**
 * A service that takes each refresh token once may have taken this one. Trying again could then end the whole grant, so
 * the access token at hand is used up first. With a grace window, waiting would be what loses it; and a service that
 * answered, if only with an error, most likely gave out nothing, though nobody knows: what is in front of it may have spoken.
 */
const afterUse = ({ standing: { mode, graceSeconds, tokenExpiresAt }, next }: { standing: RefreshStanding; next: Date }): Date =>
  mode === 'rotating' && graceSeconds === 0 && tokenExpiresAt !== null && tokenExpiresAt > next ? tokenExpiresAt : next

/** Begins with the word that operations look for. */
const sayLost = (note: string | undefined): string => ['lost_response: an earlier request for the next token had no clear answer here, and the service takes each token only once.', note].filter(Boolean).join(' ')
