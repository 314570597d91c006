import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scrubBody } from './scrubBody.ts'
import { scrubHeaders } from './scrubHeaders.ts'

const secret = ['sk', 'live', 'a"b/c d', 'ÄÖ-123456789'].join('_')
// Of a length that base64 needs no padding for: with it, what is cut before the last = would leave that.
expect(Buffer.byteLength(secret) % 3).toBe(0)
const read = (chunks: Buffer[], secrets = [secret]): Promise<Buffer> => buffer(scrubBody({ body: Readable.from(chunks), secrets }))
const cut = (bytes: Buffer, places: number[]): Buffer[] => {
  const at = [...new Set([0, ...places.map((place) => place % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end))
}
const forms = [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]

it('leaves nothing of it, wherever the chunks are cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.string(), fc.constantFrom(...forms)), { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 20 }), async (parts, places) => {
      const whole = Buffer.from(parts.join('|'))
      const clean = (await read(cut(whole, places))).toString()
      for (const form of forms) expect(clean).not.toContain(form)
      expect(clean).toBe(parts.map((part) => forms.reduce((text, form) => text.replaceAll(form, '[redacted]'), part)).join('|'))
    }),
    { numRuns: 300 },
  )
})

const marks = 'ab/cd+ef/gh&12????'
it.each([
  ['slashes as some writers of JSON have them', String.raw`ab\/cd+ef\/gh&12????`],
  ['signs by their number', String.raw`ab/cd\u002Bef/gh\u002612????`],
  ['signs by their number in small letters', String.raw`ab/cd\u002bef/gh\u002612????`],
  ['base64 in such JSON', Buffer.from(marks).toString('base64').replaceAll('/', String.raw`\/`)],
])('finds %s', async (_what, echoed) => {
  expect(echoed).toContain('\\')
  expect((await read([Buffer.from(`{"echo":"${echoed}"}`)], [marks])).toString()).toBe('{"echo":"[redacted]"}')
})

const beyond = ['pass', 'wörd/Ä', '1'].join('-')
it.each<[string, string, BufferEncoding]>([
  ['in Latin-1', beyond, 'latin1'],
  ['in UTF-8', beyond, 'utf8'],
  ['spelled by its number', String.raw`pass-w\u00f6rd/\u00c4-1`, 'utf8'],
  ['spelled in capitals', String.raw`pass-w\u00F6rd/\u00C4-1`, 'utf8'],
  ['spelled, with a backslash before the slash', String.raw`pass-w\u00f6rd\/\u00c4-1`, 'utf8'],
])('finds what is beyond ASCII %s, in a body and in a header', async (_how, echoed, encoding) => {
  expect((await read([Buffer.from(`{"echo":"${echoed}"}`, encoding)], [beyond])).toString()).toBe('{"echo":"[redacted]"}')
  expect(scrubHeaders({ headers: [['x-echo', Buffer.from(`got ${echoed}`, encoding).toString('latin1')]], secrets: [beyond] })).toEqual([['x-echo', 'got [redacted]']])
})

it('passes bytes that are no text on as they are', async () => {
  const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7) % 256))
  expect((await read(cut(bytes, [1, 777, 4_000]))).equals(bytes)).toBe(true)
})

it('ends with what it reads from, and ends it', async () => {
  const endless = new Readable({ read: () => undefined })
  const scrubbed = scrubBody({ body: endless, secrets: [secret] })
  scrubbed.on('error', () => undefined).destroy()
  await expect.poll(() => endless.destroyed).toBe(true)
  const broken = new Readable({ read: () => undefined })
  const other = scrubBody({ body: broken, secrets: [secret] })
  const failed = new Promise((resolve) => other.once('error', resolve))
  broken.destroy(new Error('broken off'))
  expect(await failed).toMatchObject({ message: 'broken off' })
})
