import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readLimited } from './readLimited.ts'

describe('readLimited', () => {
  it('gives the whole answer up to the limit', async () => {
    const body = Readable.from([Buffer.from('ab'), Buffer.from('cd')])
    expect((await readLimited(body, { maxBytes: 4, timeoutMs: 1_000 })).toString()).toBe('abcd')
    expect(body.destroyed).toBe(true)
  })

  it('stops at the first byte too many and lets go of the stream', async () => {
    let asked = 0
    const body = new Readable({
      read() {
        asked += 1
        this.push(Buffer.alloc(10))
      },
    })
    await expect(readLimited(body, { maxBytes: 25, timeoutMs: 1_000 })).rejects.toMatchObject({ code: 'response_too_large' })
    expect(body.destroyed).toBe(true)
    expect(asked).toBeLessThan(20_000)
  })

  it('does not wait for ever', async () => {
    const body = new Readable({ read() {} })
    body.push('begin')
    await expect(readLimited(body, { maxBytes: 100, timeoutMs: 20 })).rejects.toMatchObject({ code: 'provider_timeout', wasSent: true })
    expect(body.destroyed).toBe(true)
  })

  it('hands on the stream’s own error', async () => {
    const body = new Readable({ read() {} })
    const reading = readLimited(body, { maxBytes: 100, timeoutMs: 1_000 })
    body.destroy(new Error('broke off'))
    await expect(reading).rejects.toThrow('broke off')
  })
})
