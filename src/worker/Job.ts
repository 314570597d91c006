/** One piece of work for another job to do. */
export type JobItem = {
  /** While one with this key waits or runs, a second is not taken. */
  key: string
  data: Record<string, unknown>
  /** Items of one group share a limit, e.g. calls to one provider. */
  group?: string
  startAfter?: Date
}

export type JobTools = {
  enqueue(question: { job: string; items: JobItem[] }): Promise<void>
  /** Aborted when the worker is to end: what is long stops between two steps. */
  signal: AbortSignal
}

export type Job = {
  /** Letters and dashes; the name of its queue. */
  name: string
  /** When it starts by itself, as a cron line in UTC; null = when another job asks. */
  cron: string | null
  /** Also when a worker starts: what fell due while none ran need not wait for the next full minute. */
  isForStart?: boolean
  /** How many are taken in one go. Two goes, or as many as one group may have, run at the same time in one worker. */
  atOnce: number
  /** How many of one group run at the same time in one worker. */
  atOnceInGroup?: number
  /** After that time the queue takes it for lost and lets another worker do it. */
  deadlineSeconds: number
  /** May run twice: after a crash the queue gives it to another worker. */
  run(question: { data: Record<string, unknown>; tools: JobTools }): Promise<void>
}
