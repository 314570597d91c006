import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type Listening, listen } from '../listen.ts'

export type Backend = { name: string; port: number }

/** In what the balancer says itself, which no process of ours did: `cut` (it broke off), `none` (nobody listens). */
export const balancerHeader = 'x-balancer'
export const servedByHeader = 'x-served-by'

/**
 * A plain HTTP balancer: each request goes to the next of its backends, and to the one after it where nobody listens.
 * What breaks off is not sent again: it may have been done.
 */
export async function startBalancer(backendsOf: (path: string) => Backend[]): Promise<Listening> {
  const agent = new Agent({ keepAlive: true })
  let turn = 0
  const balancer = await listen(async (req, res) => {
    const body = await buffer(req)
    const backends = backendsOf(req.url ?? '/')
    turn += 1
    for (let tried = 0; tried < backends.length; tried++) {
      const backend = backends[(turn + tried) % backends.length] as Backend
      const outcome = await forward({ agent, backend, req, res, body })
      if (outcome === 'done') return
      if (outcome === 'cut') return endWith({ res, backend, word: 'cut' })
    }
    endWith({ res, word: 'none' })
  })
  return { ...balancer, close: () => balancer.close().finally(() => agent.destroy()) }
}

type Forward = { agent: Agent; backend: Backend; req: IncomingMessage; res: ServerResponse; body: Buffer }

const forward = ({ agent, backend, req, res, body }: Forward): Promise<'done' | 'cut' | 'refused'> =>
  new Promise((resolve) => {
    const sent = request({ agent, host: '127.0.0.1', port: backend.port, method: req.method, path: req.url, headers: req.headers })
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'cut'))
    sent.on('response', (answer) => {
      buffer(answer).then(
        (whole) => {
          res.writeHead(answer.statusCode ?? 0, { ...answer.headers, [servedByHeader]: backend.name }).end(whole)
          resolve('done')
        },
        () => resolve('cut'),
      )
    })
    sent.end(body)
  })

const endWith = ({ res, word, backend }: { res: ServerResponse; word: 'cut' | 'none'; backend?: Backend }): void =>
  void res.writeHead(502, { [balancerHeader]: word, ...(backend === undefined ? {} : { [servedByHeader]: backend.name }) }).end()
