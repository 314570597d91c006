import type { Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import type { OutboundResponse } from '../egress/Egress.ts'
import { FactReader } from '../usage/FactReader.ts'
import type { MeteredFacts } from '../usage/MeteredFacts.ts'
import type { UsagePointers } from '../usage/UsagePointers.ts'

/** Looks at an answer's bytes as they pass. */
export type AnswerMeter = { feed(bytes: Buffer): void; /** After the last byte; what was found may come a little later. */ end(report: (facts: MeteredFacts | null) => void): void }

const decoders: Record<string, () => Transform> = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress, zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 23 } }) }
/** An answer that unfolds further, or faster than it is decoded, is not read to its end. */
const largestDecodedBytes = 268_435_456
const largestWaitingBytes = 8_388_608
/** Nor one that unfolds like no text does: a few bytes would cost seconds. */
const unfolding = { freeBytes: 1_048_576, timesLonger: 100 }
/** What decoders look back on they keep: up to so much each (RFC 9659, RFC 7932), and so much all together. */
const windowBytes = 16_777_216
const largestHeldBytes = 134_217_728
let heldBytes = 0

/** null for answers that say nothing of what they took: faults, pictures, files. */
export function meterAnswer({ response, usage }: { response: OutboundResponse; usage: UsagePointers | undefined }): AnswerMeter | null {
  if (usage === undefined || response.status < 200 || response.status > 299) return null
  const type = headerOf(response, 'content-type')
  const isEventStream = type.startsWith('text/event-stream')
  if (!isEventStream && !/^application\/[\w.+-]*json/.test(type)) return null
  const reader = new FactReader({ usage, isEventStream })
  const coding = headerOf(response, 'content-encoding')
  if (coding === '' || coding === 'identity') return { feed: (bytes) => reader.feed(bytes), end: (report) => report(reader.end()) }
  const decoder = decoders[coding]?.()
  return decoder === undefined ? null : meterCoded({ reader, decoder })
}

/** The bytes go on as they came; a copy is decoded beside them. */
function meterCoded({ reader, decoder }: { reader: FactReader; decoder: Transform }): AnswerMeter {
  let size = 0
  let fedBytes = 0
  let ownBytes = 0
  decoder.on('data', (bytes: Buffer) => {
    // What was decoded by then still comes.
    if (decoder.destroyed) return
    size += bytes.length
    const grown = Math.min(size, windowBytes) - ownBytes
    ownBytes += grown
    heldBytes += grown
    const isBomb = size > unfolding.freeBytes + fedBytes * unfolding.timesLonger
    if (isBomb || size > largestDecodedBytes || heldBytes > largestHeldBytes) decoder.destroy()
    else reader.feed(bytes)
  })
  decoder.once('close', () => (heldBytes -= ownBytes))
  // What broke off midway has told what it has told.
  decoder.on('error', () => undefined)
  return {
    feed: (bytes) => {
      if (decoder.destroyed) return
      fedBytes += bytes.length
      if (decoder.writableLength > largestWaitingBytes) decoder.destroy()
      else decoder.write(bytes)
    },
    end: (report) => {
      if (decoder.closed) return report(reader.end())
      decoder.once('close', () => report(reader.end()))
      decoder.end()
    },
  }
}

const headerOf = ({ headers }: OutboundResponse, name: string): string => (headers.find(([one]) => one === name)?.[1] ?? '').trim().toLowerCase()
