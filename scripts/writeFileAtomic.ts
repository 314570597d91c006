import { renameSync, rmSync, writeFileSync } from 'node:fs'

/** Writes beside and renames over, so that a reader (or a crash) never meets half a file. `mode` holds from the first byte. */
export function writeFileAtomic({ path, text, mode }: { path: string; text: string; mode: number }): void {
  const draft = `${path}.${process.pid}.draft`
  rmSync(draft, { force: true })
  try {
    writeFileSync(draft, text, { mode, flag: 'wx' })
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
