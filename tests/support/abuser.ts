import { Agent, request } from 'undici'

/** A process of its own that sends requests without a pause until it is told to end: KINDS, as JSON: `{ url, headers, atOnce }[]`. Prints how many of each status it got. */
type Kind = { url: string; headers: Record<string, string>; /** Replaces `{random}` in the headers by something new each time. */ isRandom?: boolean; atOnce: number }
const kinds = JSON.parse(process.env.KINDS ?? '[]') as Kind[]
const agent = new Agent({ connections: 1_000, pipelining: 1 })
const seen: Record<string, number> = {}
const ending = new AbortController()
process.on('SIGTERM', () => ending.abort())

async function send({ url, headers, isRandom = false }: Kind): Promise<void> {
  while (!ending.signal.aborted) {
    const sent = isRandom ? Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace('{random}', Array.from({ length: 43 }, () => 'abcdefghijklmnopqrstuvwxyz0123456789'[Math.floor(Math.random() * 36)]).join(''))])) : headers
    const status = await request(url, { headers: sent, dispatcher: agent }).then(
      async ({ statusCode, body }) => {
        await body.dump()
        return String(statusCode)
      },
      (error: { code?: string }) => error.code ?? 'failed',
    )
    seen[status] = (seen[status] ?? 0) + 1
  }
}

process.send?.({ type: 'ready' })
await Promise.all(kinds.flatMap((kind) => Array.from({ length: kind.atOnce }, () => send(kind))))
console.log(JSON.stringify(seen))
process.exit(0)
