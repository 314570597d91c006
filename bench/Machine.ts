import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/**
 * Processor seconds of one process so far, its threads included (/proc/<pid>/stat, proc(5): fields 14 and 15, in ticks of 10 ms).
 * @throws where there is no such process: one that took nothing would hold every gate
 */
export function readCpuSeconds(pid: number): number {
  const stat = readStat(pid)
  if (stat === null) throw new Error(`There is no process ${pid} whose processor time could be read.`)
  return (stat.user + stat.system) / 100
}

/** Megabytes in memory. */
export function readRssMb(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** Looks at the machine from now on; `share()` says how much of its processors others took meanwhile. */
export function watchOthers(): { share(): number } {
  const before = look()
  return {
    share: () => {
      const now = look()
      const others = now.busy - before.busy - (now.own - before.own)
      return Math.max(0, others) / ((now.at - before.at) / 1000) / cpus().length
    },
  }
}

const look = (): { at: number; busy: number; own: number } => ({ at: performance.now(), busy: readBusySeconds(), own: readOwnSeconds() })

/** Of all processors: user, nice, system and stolen by the host. Soft interrupts are our own loopback traffic. */
function readBusySeconds(): number {
  const [user = 0, nice = 0, system = 0, , , , , steal = 0] = (readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '').split(/\s+/).slice(1).map(Number)
  return (user + nice + system + steal) / 100
}

/** Of this process and all below it, also of those that ended meanwhile. */
function readOwnSeconds(): number {
  const stats = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => [[Number(name), readStat(Number(name))] as const]))
  const isOurs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = stats.get(at)?.parent) if (at === process.pid) return true
    return false
  }
  let sum = 0
  for (const [pid, stat] of stats) if (stat !== null && isOurs(pid)) sum += stat.user + stat.system + stat.ended
  return sum / 100
}

type Stat = { parent: number; user: number; system: number; ended: number }

function readStat(pid: number): Stat | null {
  try {
    // Behind the name, which may hold spaces and brackets: fields 3 and up.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const field = (number: number): number => Number(fields[number - 3])
    return { parent: field(4), user: field(14), system: field(15), ended: field(16) + field(17) }
  } catch {
    return null
  }
}
