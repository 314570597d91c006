import { runtime } from './runtime.ts'

/**
 * A place where a test may have this process die as if its power were cut. Does nothing unless PATCHBAY_FAILPOINT names
 * it, which a production process refuses to read.
 */
export function failpoint(name: 'after_test' | 'before_commit'): void {
  const { env } = runtime()
  if (env.NODE_ENV !== 'production' && env.PATCHBAY_FAILPOINT === name) process.kill(process.pid, 'SIGKILL')
}
