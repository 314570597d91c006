export type Gate = { gate: string; must: number; stretch: number; /** What a good value is. */ is: 'at most' | 'at least'; unit: string; figure: string }

const atMost = (gate: string, must: number, stretch: number, unit: string, figure: string): Gate => ({ gate, must, stretch, is: 'at most', unit, figure })

/** What Patchbay must hold to, and what it aims at. Each is measured beside its yardstick in the same run. */
export const gates: readonly Gate[] = [
  atMost('call_added_p50_ms', 0.4, 0.25, 'ms', 'added to a call, one at a time: median'),
  atMost('call_added_p99_ms', 1.5, 0.6, 'ms', 'added to a call, one at a time: 99th percentile'),
  { gate: 'calls_vs_portkey', must: 8, stretch: 12, is: 'at least', unit: '×', figure: 'calls a second, 50 at a time, against @portkey-ai/gateway as its image runs it' },
  atMost('cpu_vs_undici', 2, 1.3, '×', 'processor time a call, 50 at a time, against a bare undici proxy'),
  atMost('stream_added_p50_ms', 0.6, 0.25, 'ms', 'added to a whole stream of 20 chunks: median'),
  atMost('first_byte_delay_ms', 0.5, 0.2, 'ms', 'added to the first byte of such a stream: median'),
  atMost('resolve_warm_us', 20, 8, 'µs', 'processor time of getAiConfig, opened each time'),
  atMost('resolve_cold_statements', 1, 1, '', 'SQL statements of a getAiConfig that nothing is known of'),
  atMost('revoke_p99_ms', 1000, 10, 'ms', 'revoked in one process → refused in another: 99th percentile'),
  atMost('revoke_cut_s', 30, 10, 's', 'the same while its LISTEN connection is dead and says nothing'),
  atMost('scale_resolve', 1.2, 1.05, '×', 'cold resolve with 1,000,000 connections in 10,000 accounts against 100'),
  atMost('scale_call', 1.2, 1.05, '×', 'processor time a call over all those accounts, the same'),
  atMost('rss_growth', 1.1, 1.02, '×', 'memory after 1,000,000 calls over 10,000 accounts'),
  atMost('first_start_s', 240, 120, 's', 'npm start on a fresh clone, with a warm package cache'),
  atMost('second_start_s', 15, 6, 's', 'npm start again'),
]

export type Judged = { gate: string; value: number | null; must: number; stretch: number; pass: boolean; /** Holds the figure aimed at too. */ holdsStretch: boolean }

/** A gate that did not run is a fail. */
export function judgeGates(values: Record<string, number | undefined>): Judged[] {
  return gates.map(({ gate, must, stretch, is }) => {
    const value = values[gate]
    const holds = (limit: number): boolean => value !== undefined && Number.isFinite(value) && (is === 'at most' ? value <= limit : value >= limit)
    return { gate, value: value === undefined || !Number.isFinite(value) ? null : roundFigure(value), must, stretch, pass: holds(must), holdsStretch: holds(stretch) }
  })
}

/** Three digits that mean something. */
export const roundFigure = (value: number): number => Number(value.toPrecision(3))
