import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { PatchbayError } from '#src/engine/errors.ts'

const stalledReaderMs = 60_000

type Sending = { res: ServerResponse; status: number; /** Names and values in turn. */ headers: string[]; /** Whole, or as it comes. */ body: Buffer | Readable }

/**
 * Passes an answer on as it arrives, at the reader's pace. A body that breaks off takes the client's connection with
 * it: a clean end would pass half an answer off as a whole one. Resolves when the response is over, either way.
 *
 * @throws PatchbayError `provider_error` when nothing was sent because the headers cannot be
 */
export function sendAnswer({ res, status, headers, body }: Sending): Promise<void> {
  return new Promise((resolve, reject) => {
    if (res.destroyed) {
      giveUp(body)
      return resolve()
    }
    try {
      res.writeHead(status, headers)
    } catch (cause) {
      giveUp(body)
      return reject(new PatchbayError('provider_error', { message: 'The provider’s answer has headers that cannot be passed on.', cause }))
    }
    if (body instanceof Uint8Array) return sendWhole({ res, whole: body, done: resolve })
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
    body.on('end', () => {
      hasStarted = true
      res.end()
    })
    body.on('error', () => res.destroy())
    // Destroyed without an error, e.g. by the caller's abort.
    body.on('close', () => body.readableEnded || res.destroy())
    res.on('close', () => {
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

const giveUp = (body: Buffer | Readable): void => {
  if (!(body instanceof Uint8Array)) body.destroy()
}

/**
 * Most answers are here from the first byte to the last before anything is sent. As a text that has a character for
 * each byte, node puts such a body behind its headers and hands both to the kernel as one piece.
 */
function sendWhole({ res, whole, done }: { res: ServerResponse; whole: Buffer; done: () => void }): void {
  res.on('close', done)
  res.end(whole.toString('latin1'), 'latin1')
}
