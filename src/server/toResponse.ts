import { type Duplex, pipeline, Readable } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { filterResponseHeaders } from '#src/engine/egress/filterResponseHeaders.ts'
import { PatchbayError } from '#src/engine/errors.ts'

/** Statuses whose Response may carry no body. */
const bodiless = new Set([101, 204, 205, 304])

type Answer = { status: number; headers: [name: string, value: string][]; /** Whole, or as it comes. */ body: Buffer | Readable }

/**
 * An answer of the engine as a web `Response`, streaming, and decoded as `fetch` would: some providers compress
 * whatever was asked for.
 * @throws PatchbayError `provider_error` for a status that no Response can have
 */
export function toResponse({ status, headers, body: given }: Answer, extra: [string, string][] = []): Response {
  const body = given instanceof Uint8Array ? Readable.from([given], { objectMode: false }) : given
  if (status < 200 || status > 599) {
    body.destroy()
    throw new PatchbayError('provider_error', { message: `The provider answered with the status ${status}, which HTTP does not have.` })
  }
  const kept = filterResponseHeaders(headers)
  if (bodiless.has(status)) {
    body.resume()
    return new Response(null, { status, headers: [...kept, ...extra] })
  }
  const decoders = decodersFor(kept)
  // They describe the bytes as they came.
  const list = decoders.length === 0 ? kept : kept.filter(([name]) => name !== 'content-encoding' && name !== 'content-length')
  const decoded = decoders.reduce<Readable>((stream, decoder) => pipeline(stream, decoder, () => undefined), body)
  return new Response(Readable.toWeb(decoded) as ReadableStream, { status, headers: [...list, ...extra] })
}

// What has arrived is passed on at once, and an end without a trailer is an end: streams of events are cut off so.
const zlib = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH }
const makers: Record<string, () => Duplex> = {
  gzip: () => createGunzip(zlib),
  'x-gzip': () => createGunzip(zlib),
  deflate: () => createInflate(zlib),
  br: () => createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH }),
}

/** The last encoding first (RFC 9110 section 8.4); none when one of them is not known, so that the bytes stay as they are named. */
function decodersFor(headers: [string, string][]): Duplex[] {
  const names = headers.filter(([name]) => name === 'content-encoding').flatMap(([, value]) => value.toLowerCase().split(',').map((one) => one.trim()).filter((one) => one !== '' && one !== 'identity'))
  return names.every((name) => Object.hasOwn(makers, name)) ? names.toReversed().flatMap((name) => makers[name]?.() ?? []) : []
}
