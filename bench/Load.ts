/** What the load process is told to do, and what it saw. */
export type Load = {
  port: number
  /** One request each; taken in turn. */
  requests: { path: string; headers: Record<string, string> }[]
  body: string
  /** Clients that each wait for an answer before they ask again. */
  concurrency: number
  /** Ends after this time … */
  durationMs?: number
  /** … or after so many calls. */
  calls?: number
}

export type Seen = {
  calls: number
  seconds: number
  /** Answers other than 200, with the first of them. */
  failed: number
  firstFailure: string | null
  /** Milliseconds from the request's last byte to the answer's last byte, and to the first byte of its body. */
  p50: number
  p99: number
  firstByteP50: number
}
