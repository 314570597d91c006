import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'

const stalledReaderMs = 60_000

type Sending = { res: ServerResponse; status: number; /** Names and values in turn. */ headers: string[]; body: Readable }

/**
 * Passes an answer on as it arrives, at the reader's pace. A body that breaks off takes the client's connection with
 * it: a clean end would pass half an answer off as a whole one. Resolves when the response is over, either way.
 */
export function sendAnswer({ res, status, headers, body }: Sending): Promise<void> {
  return new Promise((resolve) => {
    if (res.destroyed) {
      body.destroy()
      return resolve()
    }
    res.writeHead(status, headers)
    let hasStarted = false
    let stalled: NodeJS.Timeout | undefined
    body.on('data', (chunk: Buffer) => {
      hasStarted = true
      if (res.write(chunk)) return
      body.pause()
      stalled = setTimeout(() => res.destroy(), stalledReaderMs)
    })
    res.on('drain', () => {
      clearTimeout(stalled)
      body.resume()
    })
    body.once('end', () => {
      hasStarted = true
      res.end()
    })
    body.once('error', () => res.destroy())
    // Destroyed without an error, e.g. by the caller's abort.
    body.once('close', () => body.readableEnded || res.destroy())
    res.once('close', () => {
      clearTimeout(stalled)
      body.destroy()
      resolve()
    })
    // Broken off before anybody listened: its events are over.
    if (body.destroyed) res.destroy()
    // Headers travel with the first bytes when these are here already, and alone when the provider takes its time.
    else setImmediate(() => hasStarted || res.destroyed || res.flushHeaders())
  })
}
