import type { Readable } from 'node:stream'

/**
 * The whole body when it has at most `maxBytes`; else null, and the stream then continues with everything read so far.
 *
 * @throws what the stream breaks off with
 */
export async function readUpTo({ body, maxBytes }: { body: Readable; maxBytes: number }): Promise<Buffer | null> {
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
    if (body.destroyed) return onClose()
    body.on('readable', onReadable).on('end', onEnd).on('error', onError).on('close', onClose)
  })
  const bytes = Buffer.concat(chunks)
  if (isWhole) return bytes
  body.unshift(bytes)
  return null
}
