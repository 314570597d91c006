import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen } from './listen.ts'

export type SeenRequest = { method: string; path: string; headers: IncomingMessage['headers']; body: string; form: Record<string, string> }
type Reply = { status?: number; headers?: Record<string, string>; body?: unknown } | ((req: IncomingMessage, res: ServerResponse) => void)

/** A hand-made token endpoint on loopback that answers in whatever dialect a test asks for, and remembers what it was sent. */
export async function startTokenServer() {
  const seen: SeenRequest[] = []
  let next: (request: SeenRequest) => Reply = () => ({ body: { access_token: 'unset', token_type: 'bearer' } })
  const server = await listen(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += String(chunk)
    const request = { method: req.method ?? '', path: req.url ?? '', headers: req.headers, body, form: Object.fromEntries(new URLSearchParams(body)) }
    seen.push(request)
    const reply = next(request)
    if (typeof reply === 'function') return reply(req, res)
    const { status = 200, headers = { 'content-type': 'application/json' }, body: answer } = reply
    res.writeHead(status, headers).end(typeof answer === 'string' || Buffer.isBuffer(answer) ? answer : JSON.stringify(answer ?? {}))
  })
  return {
    url: server.url,
    host: new URL(server.url).host,
    seen,
    /** From now on; an object is the body of a 200. */
    reply: (reply: Reply | ((request: SeenRequest) => Reply)) => {
      next = typeof reply === 'function' && reply.length < 2 ? (reply as (request: SeenRequest) => Reply) : () => reply as Reply
    },
    close: () => server.close(),
  }
}

export type TokenServer = Awaited<ReturnType<typeof startTokenServer>>
