import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Of a test that measures how fast something is: it runs when no other does. */
export const alone = '@alone'

/**
 * Says that this worker is at work, until the returned function is called; where the test is to be alone, once no other
 * worker is. Those tests come last, so that nobody begins meanwhile.
 */
export async function takeTurn({ folder, worker, isAlone }: { folder: string; worker: number; isAlone: boolean }): Promise<() => void> {
  const mark = join(folder, `busy-${worker}`)
  const isOtherAtWork = (): boolean => readdirSync(folder).some((name) => name.startsWith('busy-') && name !== `busy-${worker}` && isAlive(readPid(join(folder, name))))
  if (isAlone) while (isOtherAtWork()) await wait(100)
  writeFileSync(mark, String(process.pid))
  return () => rmSync(mark, { force: true })
}

/** 0 when the mark went meanwhile, or is not written yet. */
function readPid(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0
  }
}

/** A worker that was killed takes nothing down. */
function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch {
    return false
  }
}
