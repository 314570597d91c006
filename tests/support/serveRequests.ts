import type { IncomingMessage, ServerResponse } from 'node:http'

/** A fetch-style handler as a node:http one, standing where Next stands in production. */
export const serveRequests =
  (handle: (request: Request) => Promise<Response>) =>
  async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const parts: Buffer[] = []
    for await (const part of req) parts.push(part as Buffer)
    const headers = new Headers()
    for (const [name, value] of Object.entries(req.headers)) for (const one of [value ?? []].flat()) headers.append(name, one)
    const hasBody = req.method !== 'GET' && req.method !== 'HEAD' && parts.length > 0
    const gone = new AbortController()
    res.once('close', () => res.writableFinished || gone.abort())
    const response = await handle(new Request(`http://${req.headers.host}${req.url}`, { method: req.method ?? 'GET', headers, signal: gone.signal, ...(hasBody ? { body: Buffer.concat(parts) } : {}) }))
    res.writeHead(response.status, Object.fromEntries(response.headers))
    res.end(Buffer.from(await response.arrayBuffer()))
  }
