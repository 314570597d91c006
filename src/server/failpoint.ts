import { runtime } from './runtime.ts'

export type Failpoint = 'after_test' | 'before_commit' | 'after_lease' | 'before_exchange' | 'after_exchange' | 'after_store'

/**
 * A place where a test may have this process die as if its power were cut. Does nothing unless PATCHBAY_FAILPOINT names
 * it, which a production process refuses to read.
 */
export function failpoint(name: Failpoint): void {
  const { env } = runtime()
  if (env.NODE_ENV !== 'production' && env.PATCHBAY_FAILPOINT === name) process.kill(process.pid, 'SIGKILL')
}
