import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

type Stream = { response: ServerResponse; chunks: object[]; intervalMs: number }

/** Sends values one by one as server-sent events, ending with `[DONE]`; stops when the reader goes away. */
export async function streamDemoChunks({ response, chunks, intervalMs }: Stream): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  try {
    for (const chunk of chunks) {
      if (!response.write(`data: ${JSON.stringify(chunk)}\n\n`)) await once(response, 'drain', { signal: gone.signal })
      await wait(intervalMs, undefined, { signal: gone.signal })
    }
    response.end('data: [DONE]\n\n')
  } catch (error) {
    if (!gone.signal.aborted) throw error
  }
}
