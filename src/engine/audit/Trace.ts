/** What came over no network, by the words that the trail holds in place of an address. */
export const inside = { serverCode: 'server code', seed: 'seed', background: 'background' } as const

/**
 * Where an act came from: the id of its request, and the client's IP address or one of `inside`. Null where neither is
 * known, as in events from before they were kept.
 */
export type Trace = { requestId: string | null; address: string | null }
