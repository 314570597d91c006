/** Milliseconds are of `performance.now()` of the test. */

export type TestKey = {
  value: string
  account: string
  connection: string
  /** When it was answered that the key is replaced or revoked; null while it is in force. */
  endedAt: number | null
}

export type TestToken = { id: string; value: string; account: string; endedAt: number | null; /** When the first request to revoke it was sent. */ endingSince: number | null }

export type TestConnection = { id: string; account: string; keys: TestKey[]; endedAt: number | null; endingSince: number | null }

export type Call = {
  id: string
  account: string
  /** Null: by account and provider. */
  connection: TestConnection | null
  token: TestToken
  sentAt: number
  answeredAt: number
  /** By the balancer: the process broke off, or nobody listened. */
  broken: 'cut' | 'none' | null
  servedBy: string | null
  status: number
  origin: string | null
  codes: string[]
}
