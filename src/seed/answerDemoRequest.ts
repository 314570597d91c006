import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { streamDemoChunks } from './streamDemoChunks.ts'

const MAX_BODY_BYTES = 1_048_576
const SLOW_MS = 15_000

type Exchange = { request: IncomingMessage; response: ServerResponse; url: URL; key: string }

/** What each kind of key brings about; everything else is refused with 401. */
const behaviours: { prefix: string; act: (exchange: Exchange) => Promise<boolean> }[] = [
  { prefix: 'demo_good_', act: async () => true },
  { prefix: 'demo_limited_', act: async ({ response }) => refuse(response, { status: 403, code: 'missing_permission', message: 'This key may not do that.' }) },
  { prefix: 'demo_slow_', act: async ({ response }) => waitUnlessClosed(response) },
  { prefix: 'demo_busy_', act: async ({ response }) => refuse(response, { status: 429, code: 'rate_limited', message: 'Too many requests, try again in 2 seconds.', headers: { 'retry-after': '2' } }) },
  { prefix: 'demo_down_', act: async ({ response }) => refuse(response, { status: 503, code: 'unavailable', message: 'The demo service is down for this key.' }) },
]

/** Answers one request of the demo service: who am I, echo, an event stream, chat completions. */
export async function answerDemoRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://demo')
  const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const exchange = { request, response, url, key }
  const behaviour = behaviours.find(({ prefix }) => key.startsWith(prefix) && key.length > prefix.length)
  if (behaviour === undefined) {
    refuse(response, { status: 401, code: 'invalid_key', message: 'Unknown key. Keys that work here start with demo_good_.' })
    return
  }
  if (!(await behaviour.act(exchange))) return
  const route = `${request.method} ${url.pathname}`
  if (route === 'GET /v1/me') sendJson(response, { status: 200, body: { account: { id: 'demo-account', name: `Demo account ${numberOf(key)}` } } })
  else if (url.pathname === '/v1/echo') await echo(exchange)
  else if (route === 'GET /v1/stream') await streamDemoChunks({ response, chunks: countTo(countOf(url)), intervalMs: 50 })
  else if (route === 'POST /v1/chat/completions') await complete(exchange)
  else refuse(response, { status: 404, code: 'not_found', message: 'The demo service has /v1/me, /v1/echo, /v1/stream and /v1/chat/completions.' })
}

/** Another number for another key, and nothing of the key itself: what a service says of an account is shown and stored. */
const numberOf = (key: string): number => createHash('sha256').update(key).digest().readUInt16BE(0) % 1_000

type Refusal = { status: number; code: string; message: string; headers?: Record<string, string> }

/** Always false: the request is done with. */
function refuse(response: ServerResponse, { status, code, message, headers = {} }: Refusal): false {
  sendJson(response, { status, body: { error: { code, message } }, headers })
  return false
}

function sendJson(response: ServerResponse, { status, body, headers = {} }: { status: number; body: unknown; headers?: Record<string, string> }): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers }).end(text)
}

async function waitUnlessClosed(response: ServerResponse): Promise<boolean> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  return wait(SLOW_MS, true, { signal: gone.signal }).catch(() => false)
}

/** Everything about the request except the credential, which no demo should print. */
async function echo({ request, response, url, key }: Exchange): Promise<void> {
  const body = await readBody(request)
  if (body === null) return void refuse(response, { status: 413, code: 'too_large', message: 'The demo service echoes up to 1 MB.' })
  const hide = (text: string): string => text.replaceAll(key, '[credential]')
  const hideValues = (entries: Iterable<[string, unknown]>): Record<string, string> => Object.fromEntries(Array.from(entries, ([name, value]) => [hide(name), hide(String(value))]))
  const { method } = request
  sendJson(response, { status: 200, body: { method, path: hide(url.pathname), query: hideValues(url.searchParams), headers: hideValues(Object.entries(request.headers)), body: hide(body) } })
}

/** A chat completion in the shape that OpenAI's clients read, whole or as a stream of chunks. */
async function complete({ request, response }: Exchange): Promise<void> {
  const input = parseJson((await readBody(request)) ?? '')
  const messages = Array.isArray(input.messages) ? (input.messages as { content?: unknown }[]) : []
  const said = String(messages.at(-1)?.content ?? '').slice(0, 200)
  const words = `You said: ${said}`.split(' ')
  const base = { id: 'demo-completion', created: 1_700_000_000, model: typeof input.model === 'string' ? input.model : 'demo-1' }
  const usage = { prompt_tokens: said.split(' ').length, completion_tokens: words.length, total_tokens: said.split(' ').length + words.length }
  if (input.stream !== true) {
    const message = { role: 'assistant', content: words.join(' ') }
    return sendJson(response, { status: 200, body: { ...base, object: 'chat.completion', choices: [{ index: 0, message, finish_reason: 'stop' }], usage } })
  }
  const chunk = (delta: object, finish: string | null): object => ({ ...base, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })
  const deltas = words.map((word, index) => chunk({ ...(index === 0 ? { role: 'assistant' } : {}), content: index === 0 ? word : ` ${word}` }, null))
  await streamDemoChunks({ response, chunks: [...deltas, { ...chunk({}, 'stop'), usage }], intervalMs: 20 })
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += (part as Buffer).length
    if (length > MAX_BODY_BYTES) return null
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const countOf = (url: URL): number => Math.min(1_000, Math.max(1, Number(url.searchParams.get('chunks')) || 5))
const countTo = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ chunk: index + 1, of: count }))
