/**
 * Installs what Patchbay is measured against, apart from the product's own packages. Plain JavaScript: it runs before
 * anything else of the bench.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const folder = join(import.meta.dirname, 'yardsticks')
const hashFile = join(folder, 'node_modules/.patchbay-lockfile-hash')
const hash = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex')

if (!existsSync(hashFile) || readFileSync(hashFile, 'utf8') !== hash) {
  const npm = process.env.npm_execpath
  // No install scripts: none of these packages needs one.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: folder, stdio: 'inherit' }
  const { status } = npm !== undefined && basename(npm).startsWith('npm') ? spawnSync(process.execPath, [npm, ...args], options) : spawnSync('npm', args, options)
  if (status !== 0) {
    console.error('patchbay: the yardsticks of the bench could not be installed; the reason is in the lines above.')
    process.exit(1)
  }
  writeFileSync(hashFile, hash)
}
