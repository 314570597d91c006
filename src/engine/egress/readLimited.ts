import type { Readable } from 'node:stream'
import { EgressFault } from './EgressFault.ts'

/**
 * A whole (undecoded) answer in memory, at most `maxBytes` within `timeoutMs`; the stream is destroyed in every case,
 * which also ends the upstream request. Throws `response_too_large`, `provider_timeout`, or the stream's own error.
 */
export async function readLimited(body: Readable, { maxBytes, timeoutMs }: { maxBytes: number; timeoutMs: number }): Promise<Buffer> {
  const late = new EgressFault('provider_timeout', { message: 'The provider did not finish its answer in time.', wasSent: true })
  const timer = setTimeout(() => body.destroy(late), timeoutMs)
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    // Leaving this loop, by its end or by a throw, destroys the stream.
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength
      if (bytes > maxBytes) throw new EgressFault('response_too_large', { message: `The provider’s answer is longer than ${maxBytes} bytes.`, wasSent: true })
      chunks.push(chunk)
    }
    return Buffer.concat(chunks, bytes)
  } finally {
    clearTimeout(timer)
  }
}
