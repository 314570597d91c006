import type { IncomingMessage } from 'node:http'
import { checkHealth } from '#src/server/checkHealth.ts'
import type { FrontHandler } from './createFront.ts'
import { discardBody } from './discardBody.ts'

/** While this process ends, `/api/health` says so, so that nobody sends it more; everything else is asked as before. */
export function answerHealth({ isDraining, handleNext }: { isDraining(): boolean; handleNext: FrontHandler }): FrontHandler {
  return async (req, res) => {
    if (!isDraining() || !isHealth(req)) return handleNext(req, res)
    const text = JSON.stringify({ ...(await checkHealth()), status: 'draining' })
    res.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text), 'cache-control': 'no-store' })
    res.end(req.method === 'HEAD' ? undefined : text)
    discardBody(req)
  }
}

const isHealth = ({ method, url = '' }: IncomingMessage): boolean => (method === 'GET' || method === 'HEAD') && url.split('?', 1)[0] === '/api/health'
