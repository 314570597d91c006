import type { ProxyLogLine } from './handleProxy.ts'

type Settings = { print(line: string): void; perSecond?: number; now?: () => number }

/**
 * Prints, as one JSON line each, the calls that somebody may look for: refusals of ours, broken streams, retries and
 * connections that were passed over. A line for each call would cost more than the call's own work. Of a flood only the
 * first of each second are printed, and how many were not, so that nobody can fill the disk or hold up the process.
 */
export function createTroubleLog({ print, perSecond = 50, now = Date.now }: Settings): (line: ProxyLogLine) => void {
  let second = 0
  let printed = 0
  let dropped = 0
  return (line) => {
    if (line.code === null && !line.isCut && line.attempts <= 1 && line.passedOver.length === 0) return
    const at = now()
    if (Math.floor(at / 1_000) !== second) {
      if (dropped > 0) print(JSON.stringify({ time: new Date(at).toISOString(), event: 'proxy_lines_dropped', count: dropped }))
      second = Math.floor(at / 1_000)
      printed = 0
      dropped = 0
    }
    if (printed >= perSecond) {
      dropped += 1
      return
    }
    printed += 1
    print(JSON.stringify({ time: new Date(at).toISOString(), ...line }))
  }
}
