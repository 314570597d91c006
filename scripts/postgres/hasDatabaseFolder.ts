import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether startEmbeddedPostgres would find a database for this data folder (here, or where its pointer leads). */
export function hasDatabaseFolder(dataDir: string): boolean {
  const pointer = join(dataDir, 'pg-location')
  const baseDir = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : dataDir
  return existsSync(join(baseDir, 'pg/PG_VERSION'))
}
