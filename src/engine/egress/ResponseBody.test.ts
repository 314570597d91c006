import { EventEmitter, once } from 'node:events'
import type { Dispatcher } from 'undici'
import { describe, expect, it } from 'vitest'
import { ResponseBody } from './ResponseBody.ts'

const open = (): { body: ResponseBody; aborted: Error[] } => {
  const aborted: Error[] = []
  const controller = { pause: () => {}, resume: () => {}, abort: (reason: Error) => aborted.push(reason) } as unknown as Dispatcher.DispatchController
  return { body: new ResponseBody(controller), aborted }
}

describe('the rest of an answer', () => {
  it('is taken at once when all of it is here, and whoever watches sees it and its end', async () => {
    const { body, aborted } = open()
    body.accept(Buffer.from('one '))
    body.accept(Buffer.from([0xff, 0x00]))
    body.complete()
    const seen: Buffer[] = []
    // As recordAnswer does, without starting the flow.
    EventEmitter.prototype.on.call(body, 'data', (chunk: Buffer) => seen.push(chunk))
    const closed = once(body, 'close')
    expect(body.takeRest(6)).toEqual(Buffer.from([...Buffer.from('one '), 0xff, 0x00]))
    await closed
    expect(Buffer.concat(seen)).toHaveLength(6)
    expect({ hasEnded: body.readableEnded, fault: body.errored, aborted }).toEqual({ hasEnded: true, fault: null, aborted: [] })
  })

  it('is empty for an answer without a body, which then ends too', async () => {
    const { body } = open()
    body.complete()
    const closed = once(body, 'close')
    expect(body.takeRest(10)).toHaveLength(0)
    await closed
    expect(body.readableEnded).toBe(true)
  })

  it.each([
    ['not whole yet', (body: ResponseBody) => body.accept(Buffer.from('one'))],
    ['too long', (body: ResponseBody) => { body.accept(Buffer.alloc(11)); body.complete() }],
    ['broken off', (body: ResponseBody) => { body.accept(Buffer.from('one')); body.complete(); body.destroy(new Error('gone')) }],
  ])('is left to be streamed when it is %s', (_what, prepare) => {
    const { body } = open()
    prepare(body)
    const before = body.readableLength
    expect(body.takeRest(10)).toBeNull()
    expect(body.readableLength).toBe(before)
  })
})
