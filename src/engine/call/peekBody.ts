import { Readable } from 'node:stream'

/**
 * Reads up to `maxBytes` of a body and gives it back whole: `bytes` is null when it is longer, and `body` then
 * continues with everything read so far.
 */
export async function peekBody({ body, maxBytes }: { body: Readable; maxBytes: number }): Promise<{ bytes: Buffer | null; body: Readable }> {
  const chunks: Buffer[] = []
  let size = 0
  const isWhole = await new Promise<boolean>((resolve, reject) => {
    const settle = (act: () => void): void => {
      body.off('readable', onReadable).off('end', onEnd).off('error', onError).off('close', onClose)
      act()
    }
    const onReadable = (): void => {
      for (let chunk = body.read() as Buffer | null; chunk !== null; chunk = body.read() as Buffer | null) {
        chunks.push(chunk)
        size += chunk.length
        if (size > maxBytes) return settle(() => resolve(false))
      }
    }
    const onEnd = (): void => settle(() => resolve(true))
    const onError = (error: Error): void => settle(() => reject(error))
    const onClose = (): void => settle(() => reject(body.errored ?? new Error('The body was closed before its end.')))
    body.on('readable', onReadable).on('end', onEnd).on('error', onError).on('close', onClose)
  })
  const bytes = Buffer.concat(chunks)
  if (isWhole) return { bytes, body: Readable.from(bytes.length === 0 ? [] : [bytes], { objectMode: false }) }
  body.unshift(bytes)
  return { bytes: null, body }
}
