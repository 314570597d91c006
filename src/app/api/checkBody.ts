import { PatchbayError } from '#src/engine/errors.ts'

/** Deeper than any row or form, and far from where recursion over a document ends the request as a fault of the server. */
const maxLevels = 100

/**
 * Reads a JSON body once before Payload does, which walks whatever it is given: text, lists, null and thousands of
 * levels end there as errors of the server. Returns a request that can be read again.
 * @throws PatchbayError `invalid_json`, `invalid_request`
 */
export async function checkBody(request: Request): Promise<Request> {
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (isGlobalWrite(request) && (request.body === null || (type !== 'application/json' && !type?.startsWith('multipart/')))) throw new PatchbayError('invalid_json', { message: 'The request carries no JSON object.' })
  if (request.body === null || type !== 'application/json' || !['POST', 'PATCH', 'PUT'].includes(request.method)) return request
  const text = await request.text()
  if (text.trim() !== '') refuseUnusable(text)
  return new Request(request.url, { method: request.method, headers: request.headers, signal: request.signal, body: text })
}

/** Globals have no hook that sees the body before it is used; collections have requireBody. */
const isGlobalWrite = ({ method, url, headers }: Request): boolean =>
  method === 'POST' && /^\/api\/globals\/[^/]+\/?$/.test(new URL(url).pathname) && !headers.has('x-http-method-override') && !headers.has('x-payload-http-method-override')

function refuseUnusable(text: string): void {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    // The parser's message quotes the input, which may hold a secret.
    throw new PatchbayError('invalid_json')
  }
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new PatchbayError('invalid_request', { message: 'The request body is not a JSON object.' })
  if (isTooDeep(body)) throw new PatchbayError('invalid_request', { message: `The request body is nested deeper than ${maxLevels} levels.` })
  if (text.includes('\\u0000') && holdsNull(body)) throw new PatchbayError('invalid_request', { message: 'A value holds a character that cannot be stored.' })
}

/** Postgres refuses it in any text, with an error that holds the whole row. The depth is bounded by now. */
const holdsNull = (one: unknown): boolean => (typeof one === 'string' ? one.includes('\0') : one !== null && typeof one === 'object' && Object.entries(one).flat().some(holdsNull))

/** Level by level and without recursion, which is what it guards against. */
function isTooDeep(body: object): boolean {
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxLevels) return true
    level = level.flatMap((one) => (one !== null && typeof one === 'object' ? Object.values(one) : []))
  }
  return false
}
