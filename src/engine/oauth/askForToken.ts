import type { Egress } from '../egress/Egress.ts'
import { readLimited } from '../egress/readLimited.ts'
import { decodeText } from '../verify/decodeText.ts'
import { parseJson } from '../verify/parseJson.ts'
import { parseRetryAfter } from '../verify/parseRetryAfter.ts'
import { maxTokenAnswerBytes, toGrantFault } from './toGrantFault.ts'

export type TokenRequest = { method: string; url: URL; headers: Record<string, string>; body: string | null }
export type TokenAnswer = {
  status: number
  /** The answer as JSON or as a form; undefined when it is neither. */
  document: unknown
  text: string | null
  isWebPage: boolean
  retryAfterSeconds: number | null
  /** Where a list goes on. */
  link: string | null
}

type Question = { egress: Egress; name: string; request: TokenRequest; now: Date; signal?: AbortSignal; timeoutMs?: number }

/**
 * One request of an exchange: 15 s, 64 kB, no redirect followed. What it answers is read, not judged.
 * @throws GrantFault, or what `signal` was aborted with (a deadline, `AbortSignal.timeout`, is a GrantFault too)
 */
export async function askForToken({ egress, name, request, now, signal: given, timeoutMs = 15_000 }: Question): Promise<TokenAnswer> {
  const deadline = AbortSignal.timeout(timeoutMs)
  const signal = given === undefined ? deadline : AbortSignal.any([given, deadline])
  try {
    const headers = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'patchbay', ...request.headers }
    const response = await egress.send({ ...request, headers, body: request.body === null ? null : Buffer.from(request.body), signal, headersTimeoutMs: timeoutMs })
    const body = await readLimited(response.body, { maxBytes: maxTokenAnswerBytes, timeoutMs })
    const header = (wanted: string): string | null => response.headers.find(([one]) => one === wanted)?.[1] ?? null
    const text = decodeText({ body, contentEncoding: header('content-encoding'), maxBytes: maxTokenAnswerBytes })
    const type = header('content-type') ?? ''
    return {
      status: response.status,
      document: readDocument({ text, type }),
      text,
      isWebPage: /^\s*text\/html/i.test(type),
      retryAfterSeconds: parseRetryAfter({ value: header('retry-after'), now }) ?? waitOfQuota({ left: header('x-ratelimit-remaining'), resetAt: header('x-ratelimit-reset'), now }),
      link: response.headers.filter(([one]) => one === 'link').map(([, value]) => value).join(', ') || null,
    }
  } catch (cause) {
    throw toGrantFault({ cause, name, signal })
  }
}

/** Services that count calls say with a 403 that none is left, and when there will be: in seconds, or as a moment. A refusal it is not. */
function waitOfQuota({ left, resetAt, now }: { left: string | null; resetAt: string | null; now: Date }): number | null {
  if (left?.trim() !== '0') return null
  const reset = /^\s*\d{1,12}\s*$/.test(resetAt ?? '') ? Number(resetAt) : 60
  return Math.max(0, Math.ceil(reset > 1e9 ? reset - now.getTime() / 1000 : reset))
}

/** Some services answer in the form of a query, whatever was asked for. */
function readDocument({ text, type }: { text: string | null; type: string }): unknown {
  const document = parseJson(text)
  if (document !== undefined || text === null) return document
  const isForm = /^\s*application\/x-www-form-urlencoded/i.test(type) || /^[A-Za-z_]+=[^\s<>]*(?:&[A-Za-z_]+=[^\s<>]*)*$/.test(text)
  return isForm ? Object.fromEntries(new URLSearchParams(text)) : undefined
}
