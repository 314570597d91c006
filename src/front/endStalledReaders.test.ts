import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { listen, type Listening } from '#tests/support/listen.ts'
import { endStalledReaders } from './endStalledReaders.ts'

let front: Listening
afterEach(() => front.close())

/** A client's connection, and our end of it. */
async function join(): Promise<{ client: Socket; ours: Socket }> {
  const client = connect(front.port, '127.0.0.1').on('error', () => {})
  const [ours] = (await once(front.server, 'connection')) as [Socket]
  return { client, ours }
}

it('a client that asks on and reads nothing is let go; one that is slow, and one that asks nothing, are not', async () => {
  front = await listen((_req, res) => void res.end(Buffer.alloc(4_000, 'x')))
  endStalledReaders({ server: front.server, stalledMs: 600, everyMs: 50 })
  const [greedy, slow, idle] = [await join(), await join(), await join()]
  const ends: string[] = []
  for (const [name, { ours }] of Object.entries({ greedy, slow, idle })) ours.once('close', () => ends.push(name))
  for (const { client, ours } of [greedy, slow]) {
    client.pause()
    while (ours.writableLength === 0) {
      client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(100))
      await sleep(1)
    }
  }
  // Reads a piece now and then, for as long as the other one needs to be told from it.
  while (ends.length === 0) {
    slow.client.resume()
    await sleep(20)
    slow.client.pause()
    await sleep(80)
  }
  expect(ends).toEqual(['greedy'])
  slow.client.destroy()
  idle.client.destroy()
})
