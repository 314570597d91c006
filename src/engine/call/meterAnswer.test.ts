import { Readable } from 'node:stream'
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { MeteredFacts } from '../usage/MeteredFacts.ts'
import { meterAnswer } from './meterAnswer.ts'

const usage = { tokensIn: ['/usage/in'], tokensOut: ['/usage/out'], cost: [] }
const meterOf = (coding: string) =>
  meterAnswer({ usage, response: { status: 200, headers: [['content-type', 'application/json'], ['content-encoding', coding]], body: Readable.from([]), remoteAddress: null } })!
const read = (coding: string, wire: Buffer): Promise<MeteredFacts | null> => {
  const meter = meterOf(coding)
  meter.feed(wire)
  return new Promise((resolve) => meter.end(resolve))
}
const answer = (padding: string): Buffer => Buffer.from(`{"text":"${padding}","usage":{"in":3,"out":4}}`)
const found = { tokensIn: 3, tokensOut: 4, cost: 0 }

describe('an answer that comes compressed', () => {
  it('tells what it took, in every coding', async () => {
    const text = answer(Array.from({ length: 200_000 }, (_, at) => at).join(' '))
    for (const [coding, wire] of [['gzip', gzipSync(text)], ['br', brotliCompressSync(text)], ['zstd', zstdCompressSync(text)]] as const) expect([coding, await read(coding, wire)]).toEqual([coding, found])
  })

  it('is not read to its end when a few bytes of it unfold without end', async () => {
    const bomb = answer('x'.repeat(64 * 1024 * 1024))
    for (const [coding, wire] of [['gzip', gzipSync(bomb)], ['br', brotliCompressSync(bomb, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })], ['zstd', zstdCompressSync(bomb)]] as const) expect([coding, await read(coding, wire)]).toEqual([coding, null])
    expect(await read('gzip', gzipSync(answer('y')))).toEqual(found)
  })

  it('is given up rather than that all together take more memory than they may, and what they took is given back', async () => {
    const text = answer(Array.from({ length: 500_000 }, () => Math.random().toString(36).slice(2, 9)).join(' '))
    const wires = [{ coding: 'br', wire: brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 2, [constants.BROTLI_PARAM_LGWIN]: 24 } }) }, { coding: 'zstd', wire: zstdCompressSync(text) }]
    // Decoded side by side, some 4 MB each.
    const facts = await Promise.all(Array.from({ length: 80 }, (_, at) => read(wires[at % 2]!.coding, wires[at % 2]!.wire)))
    expect(facts.filter((one) => one === null).length).toBeGreaterThan(10)
    expect(await Promise.all(wires.map(({ coding, wire }) => read(coding, wire)))).toEqual([found, found])
  })
})
