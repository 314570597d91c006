import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { listen } from '#tests/support/listen.ts'

export type Seen = { method: string; path: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: string }

export type Station = {
  url: string
  host: string
  seen: Seen[]
  /** Keys it accepts; anything else is refused in its own words. */
  keys: Set<string>
  /** Answers everything so until the next turn; without a handler it behaves again. */
  turn(answer?: (response: ServerResponse) => unknown): void
  /** Its row, as a platform admin would import it. */
  row: Record<string, unknown> & { key: string; name: string }
  close(): Promise<void>
}

export const refusal = 'No such signal key at this station.'

/**
 * A service that no code of ours has ever seen, and the row that describes it: its key travels in a header of its own
 * with a word in front, and a second, plain field in the query.
 */
export async function startStation({ key, name }: { key: string; name: string }): Promise<Station> {
  const seen: Seen[] = []
  const keys = new Set<string>()
  let told: ((response: ServerResponse) => unknown) | undefined
  const { url, port, close } = await listen(async (request, response) => {
    const target = new URL(request.url ?? '/', 'http://station')
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    seen.push({ method: request.method ?? '', path: target.pathname, query: target.searchParams, headers: request.headers, body: Buffer.concat(parts).toString() })
    if (told) return void told(response)
    const given = /^Signal (.+)$/.exec(String(request.headers['x-station-key'] ?? ''))?.[1]
    const isKnown = given !== undefined && keys.has(given) && target.searchParams.get('crew') !== null
    const answer = isKnown ? { station: { name: `Station of ${target.searchParams.get('crew')}`, id: 'st-1' } } : { complaint: refusal }
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  return { url, host: `127.0.0.1:${port}`, seen, keys, turn: (answer) => { told = answer }, row: describeStation({ key, name, url }), close }
}

function describeStation({ key, name, url }: { key: string; name: string; url: string }): Station['row'] {
  return {
    key, name, category: 'Space', description: 'Sends signals to a crew in orbit.', helpText: 'Ask the station for a signal key.',
    baseUrl: `${url}/orbit`,
    authMethods: [
      {
        key: 'signal-key', type: 'custom', label: 'Signal key',
        fields: [
          { name: 'signalKey', label: 'Signal key', hint: 'Begins with sig-', pattern: '^sig-[a-z0-9]+$', example: 'sig-abc', required: true },
          { name: 'crew', label: 'Crew', secret: false, required: true, pattern: '^[a-z]+$', example: 'vega' },
        ],
        inject: [
          { in: 'header', name: 'X-Station-Key', value: 'Signal {{signalKey}}' },
          { in: 'query', name: 'crew', value: '{{crew}}' },
        ],
      },
    ],
    test: { method: 'GET', path: '/whoami', expect: [200], errorAt: '/complaint', identity: { label: '/station/name', id: '/station/id' } },
  }
}
