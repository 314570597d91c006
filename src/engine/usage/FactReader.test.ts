import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPointer } from '../verify/readPointer.ts'
import { FactReader } from './FactReader.ts'
import type { UsagePointers } from './UsagePointers.ts'

const chat = { tokensIn: ['/usage/prompt_tokens', '/usage/input_tokens'], tokensOut: ['/usage/completion_tokens'], cost: ['/usage/cost'] }

/** In chunks of that many bytes. */
function read(text: string, { usage = chat, isEventStream = false, chunk = 1_000_000 }: { usage?: UsagePointers; isEventStream?: boolean; chunk?: number } = {}) {
  const reader = new FactReader({ usage, isEventStream })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += chunk) reader.feed(bytes.subarray(at, at + chunk))
  return reader.end()
}
const events = (...datas: unknown[]): string => datas.map((data) => `event: x\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`).join('')

describe.each([1, 2, 7, 1_000_000])('in chunks of %d bytes', (chunk) => {
  it('finds what an answer says, whatever stands around it', () => {
    const answer = { id: 'a"}\\', choices: [{ usage: { prompt_tokens: 99 }, text: '"usage":{"prompt_tokens":7},\\"' }], usage: { deep: { prompt_tokens: 1 }, prompt_tokens: 12, list: [[1], {}], completion_tokens: 30, cost: 0.00015 }, after: [1, 2, { usage: 1 }] }
    for (const space of [0, 2]) expect(read(JSON.stringify(answer, null, space), { chunk })).toEqual({ tokensIn: 12, tokensOut: 30, cost: 0.00015 })
  })

  it('says nothing where nothing is said', () => {
    for (const text of ['', '{}', '[]', 'null', '"usage"', '{"usage":null}', '{"usage":{"prompt_tokens":null}}', '{"usage":{"prompt_tokens":[5]}}', '<html>{"usage"', '{"usage":{"prompt_tokens":-5}}', '{"usage":{"prompt_tokens":1e99}}', '{"usage":{"prompt_tokens":"many"}}', '}}}]]]{"usage":', '\u0000\u0001']) expect([text, read(text, { chunk })]).toEqual([text, null])
  })

  it('takes the first entry that finds something, and adds up what is joined', () => {
    const usage = { tokensIn: ['/none', '/m/u/in + /m/u/cached + /m/u/absent', '/late'], tokensOut: ['/a~1b/~0c/1'], cost: [] }
    expect(read('{"late":1,"m":{"u":{"in":2,"cached":3}},"a/b":{"~c":[7,8,9]}}', { usage, chunk })).toEqual({ tokensIn: 5, tokensOut: 8, cost: 0 })
  })

  it('of several documents, of a list of them, and of events the last that says so counts', () => {
    const parts = [{ usage: { prompt_tokens: 3 } }, { usage: null }, { usage: { prompt_tokens: 4, completion_tokens: 5 } }, { done: true }]
    const found = { tokensIn: 4, tokensOut: 5, cost: 0 }
    expect(read(parts.map((one) => JSON.stringify(one)).join('\n'), { chunk })).toEqual(found)
    expect(read(JSON.stringify(parts), { chunk })).toEqual(found)
    expect(read(events(...parts, '[DONE]'), { chunk, isEventStream: true })).toEqual(found)
    expect(read(events(...parts, '[DONE]').replaceAll('\n', '\r\n'), { chunk, isEventStream: true })).toEqual(found)
  })

  it('an event stream is read by its data lines alone, and an event over several of them as one', () => {
    expect(read(': {"usage":{"prompt_tokens":1}}\nid: {"usage":{"prompt_tokens":2}}\n\n', { chunk, isEventStream: true })).toBeNull()
    expect(read('data:{"usage":\ndata: {"prompt_tokens":6}}\n\n', { chunk, isEventStream: true })).toEqual({ tokensIn: 6, tokensOut: 0, cost: 0 })
    expect(read('data: {"usage":{"prompt_tokens":6},\n\ndata: {"usage":{"completion_tokens":7}}\n\n', { chunk, isEventStream: true })).toEqual({ tokensIn: 6, tokensOut: 7, cost: 0 })
  })

  it('numbers that are written as text count', () => {
    expect(read('{"usage":{"cost":"0.0125","prompt_tokens":"17"}}', { chunk })).toEqual({ tokensIn: 17, tokensOut: 0, cost: 0.0125 })
  })
})

it('agrees with a parser, for any document and any cut', () => {
  const value = fc.jsonValue({ maxDepth: 4 })
  const usage = { tokensIn: ['/usage/a'], tokensOut: ['/usage/b/0/c'], cost: ['/x'] }
  const number = fc.integer({ min: 0, max: 1_000_000 })
  const document = fc.record({ before: value, usage: fc.record({ z: value, a: fc.oneof(number, value), b: fc.oneof(fc.array(fc.record({ c: number }), { maxLength: 3 }), value) }, { requiredKeys: [] }), x: fc.oneof(number, fc.string()), after: value }, { requiredKeys: [] })
  fc.assert(
    fc.property(document, fc.integer({ min: 1, max: 40 }), (made, chunk) => {
      // Without what JSON does not have, such as a zero below zero.
      const one: unknown = JSON.parse(JSON.stringify(made))
      const at = (pointer: string): number | null => {
        const found = readPointer(one, pointer)
        const parsed = typeof found === 'string' && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(found) ? Number(found) : found
        return typeof parsed === 'number' && parsed >= 0 && parsed <= 1_000_000 ? parsed : null
      }
      const [tokensIn, tokensOut, cost] = [at('/usage/a'), at('/usage/b/0/c'), at('/x')]
      const expected = tokensIn === null && tokensOut === null && cost === null ? null : { tokensIn: Math.round(tokensIn ?? 0), tokensOut: Math.round(tokensOut ?? 0), cost: cost ?? 0 }
      const found = read(JSON.stringify(one), { usage, chunk })
      // Beyond a million and below a thousand million tokens the reader believes what this test leaves out.
      fc.pre(found === null || Math.max(found.tokensIn, found.tokensOut) <= 1_000_000)
      expect(found).toEqual(expected)
    }),
    { numRuns: 2_000 },
  )
})

it('keeps nothing of what it reads, however long', () => {
  const reader = new FactReader({ usage: chat, isEventStream: false })
  const part = Buffer.from(`{"text":"${'x'.repeat(65_000)}","list":[${'1.5,'.repeat(20_000)}0],`)
  const before = process.memoryUsage().heapUsed
  for (let index = 0; index < 500; index += 1) reader.feed(index === 0 ? part : part.subarray(1))
  reader.feed(Buffer.from('"usage":{"prompt_tokens":5}}'))
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(30_000_000)
  expect(reader.end()).toEqual({ tokensIn: 5, tokensOut: 0, cost: 0 })
})

it('passes a string of nothing but escapes once, and keeps none of them', () => {
  const reader = new FactReader({ usage: chat, isEventStream: false })
  const escapes = Buffer.alloc(4_194_304, '\\')
  const before = process.memoryUsage().heapUsed
  reader.feed(Buffer.from('{"text":"'))
  // Looked through again after each escape, one such piece alone takes minutes.
  for (let index = 0; index < 8; index += 1) reader.feed(escapes)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(30_000_000)
  reader.feed(Buffer.from('","usage":{"prompt_tokens":5}}'))
  expect(reader.end()).toEqual({ tokensIn: 5, tokensOut: 0, cost: 0 })
})
