/**
 * Who a use is put down to: a person by id, an API token by id and name, or the platform's own code. Names of people are
 * looked up where they are shown; a token's is kept, since tokens go.
 */
export type CallerMark = { kind: 'user'; id: string } | { kind: 'token'; id: string; name: string } | { kind: 'server' }

export const byServer: CallerMark = { kind: 'server' }
