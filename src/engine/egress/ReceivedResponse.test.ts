import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import type { Dispatcher } from 'undici'
import { describe, expect, it } from 'vitest'
import { ReceivedResponse } from './ReceivedResponse.ts'

function receive(): { response: ReceivedResponse; told: string[] } {
  const told: string[] = []
  const controller = { pause: () => told.push('pause'), resume: () => {}, abort: () => told.push('abort') } as unknown as Dispatcher.DispatchController
  return { response: new ReceivedResponse({ exchange: { seat: { remoteAddress: '192.0.2.1' }, sentBytes: 3 }, controller, status: 200, headers: [] }), told }
}

describe('an answer that is here whole', () => {
  it('is given as bytes, and again as a stream to whoever wants one', async () => {
    const { response, told } = receive()
    response.accept(Buffer.from('one '))
    response.accept(Buffer.from([0xff, 0x00]))
    expect(response.whole).toBeNull()
    response.complete()
    const bytes = Buffer.from([...Buffer.from('one '), 0xff, 0x00])
    expect([response.whole, response.requestBytes, response.remoteAddress]).toEqual([bytes, 3, '192.0.2.1'])
    expect(await buffer(response.body)).toEqual(bytes)
    expect([response.whole, told]).toEqual([null, []])
  })

  it('may be empty', () => {
    const { response } = receive()
    response.complete()
    expect(response.whole).toEqual(Buffer.alloc(0))
  })
})

describe('an answer that is not', () => {
  it('goes on as a stream from where it was asked for', async () => {
    const { response } = receive()
    response.accept(Buffer.from('one '))
    const reading = buffer(response.body)
    response.accept(Buffer.from('two'))
    response.complete()
    expect([response.whole, (await reading).toString()]).toEqual([null, 'one two'])
  })

  it('holds the provider back once it is longer than is kept for nobody', async () => {
    const { response, told } = receive()
    const piece = Buffer.alloc(16_384, 'x')
    response.accept(piece)
    expect(told).toEqual([])
    for (let n = 0; n < 8; n += 1) response.accept(piece)
    expect(told).toContain('pause')
    response.complete()
    expect(response.whole).toBeNull()
    expect(await buffer(response.body)).toHaveLength(9 * 16_384)
  })

  it('ends the exchange when it is given up before its end, and not after', async () => {
    const [early, late] = [receive(), receive()]
    late.response.complete()
    for (const { response } of [early, late]) {
      response.body.destroy()
      await once(response.body, 'close')
    }
    expect([early.told, late.told]).toEqual([['abort'], []])
  })
})
