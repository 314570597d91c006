import type { Load, Seen } from '../Load.ts'
import { Client, writeRequest } from './Client.ts'

/** Calls as told by message, and says what it saw. A process of its own, so that what it costs is nobody else's. */

async function run({ port, requests, body, concurrency, durationMs = Infinity, calls = Infinity }: Load): Promise<Seen> {
  const bytes = requests.map((request) => writeRequest({ ...request, body }))
  const times: number[] = []
  const firsts: number[] = []
  const seen = { failed: 0, firstFailure: null as string | null }
  const startedAt = performance.now()
  let next = 0

  const callInTurn = async (): Promise<void> => {
    const client = new Client(port)
    while (next < calls && performance.now() - startedAt < durationMs) {
      const request = bytes[next % bytes.length] as Buffer
      next += 1
      const { status, ms, firstByteMs, head } = await client.send(request)
      times.push(ms)
      firsts.push(firstByteMs)
      if (status !== 200) {
        seen.failed += 1
        seen.firstFailure ??= head
      }
    }
    client.close()
  }
  await Promise.all(Array.from({ length: concurrency }, callInTurn))

  const seconds = (performance.now() - startedAt) / 1000
  return { ...seen, calls: times.length, seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99), firstByteP50: quantile(firsts, 0.5) }
}

function quantile(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

process.on('message', (load: Load) => {
  run(load).then(
    (seen) => process.send?.({ type: 'seen', seen }),
    (error: Error) => process.send?.({ type: 'seen', error: error.message }),
  )
})
// The channel is all that keeps this process.
process.channel?.ref()
process.send?.({ type: 'ready' })
