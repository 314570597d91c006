import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import type { OutboundResponse } from '../egress/Egress.ts'
import { FactReader } from '../usage/FactReader.ts'
import type { MeteredFacts } from '../usage/MeteredFacts.ts'
import type { UsagePointers } from '../usage/UsagePointers.ts'

/** Looks at an answer's bytes as they pass. */
export type AnswerMeter = { feed(bytes: Buffer): void; /** After the last byte; what was found may come a little later. */ end(report: (facts: MeteredFacts | null) => void): void }

const decoders: Record<string, () => Transform> = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress, zstd: createZstdDecompress }
/** An answer that unfolds further, or faster than it is decoded, is not read to its end. */
const largestDecodedBytes = 268_435_456
const largestWaitingBytes = 8_388_608

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
  decoder.on('data', (bytes: Buffer) => {
    size += bytes.length
    if (size > largestDecodedBytes) decoder.destroy()
    else reader.feed(bytes)
  })
  // What broke off midway has told what it has told.
  decoder.on('error', () => undefined)
  return {
    feed: (bytes) => {
      if (decoder.destroyed) return
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
