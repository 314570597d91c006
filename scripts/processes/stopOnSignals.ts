import { readFileSync } from 'node:fs'
import type { PartList } from './PartList.ts'

/**
 * Ctrl-C, SIGTERM and SIGHUP stop everything in order and end with 0: that is what was asked for. Asked again, it no
 * longer waits for requests in flight and ends with 130.
 */
export function stopOnSignals({ parts }: { parts: PartList }): void {
  let firstAt: number | undefined
  const onSignal = (): void => {
    if (firstAt === undefined) {
      firstAt = Date.now()
      console.log('\nStopping (once more to hasten)')
      void parts.stopAll().then(() => process.exit(0))
      return
    }
    // npm passes Ctrl-C on although the terminal already sent it to the whole group: one key press, two signals.
    if (Date.now() - firstAt < 500) return
    parts.hastenAll()
    void parts.stopAll().then(() => process.exit(130))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  // A test run that had started us is gone.
  process.on('disconnect', onSignal)
  process.channel?.unref()
  stopWithNpm(onSignal)
}

/** `kill -9` of npm gives us no signal, only another parent. Nothing may be left running then. */
function stopWithNpm(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const before = readAncestors()
  const timer = setInterval(() => {
    if (readAncestors() === before) return
    clearInterval(timer)
    stop()
  }, 1000)
  timer.unref()
}

/** Our parent, and where that is the shell that npm runs scripts through, its parent too (on Linux). */
function readAncestors(): string {
  const parent = process.ppid
  try {
    if (!readFileSync(`/proc/${parent}/cmdline`, 'utf8').includes('\0-c\0node ')) return String(parent)
    // `pid (name) state ppid …`; the name may hold anything, also brackets.
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8')
    return `${parent} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`
  } catch {
    return String(parent)
  }
}
