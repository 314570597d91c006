import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { hashSources } from './hashSources.ts'
import { spawnPart, type Part } from './processes/spawnPart.ts'
import { writeFileAtomic } from './writeFileAtomic.ts'

const markerOf = (root: string): string => join(root, '.next/patchbay-build')

/** Whether `.next` holds a whole build of exactly these sources. */
export function isBuilt(root: string): boolean {
  const marker = markerOf(root)
  return existsSync(marker) && existsSync(join(root, '.next/BUILD_ID')) && readFileSync(marker, 'utf8') === hashSources(root)
}

/**
 * Starts `next build` (20 to 40 s on a small machine) as a part; `done` resolves when `.next` is whole.
 * The environment it gets holds no secret of ours, so none can end up in a bundle.
 */
export function buildPages({ root, hide }: { root: string; hide: (text: string) => string }): { part: Part; done: Promise<void> } {
  // Taken before: sources that change meanwhile must lead to another build.
  const hash = hashSources(root)
  mkdirSync(join(root, '.next'), { recursive: true })
  // First of all, so that a build that is killed half-way is not taken for a whole one.
  rmSync(markerOf(root), { force: true })
  const kept = Object.entries(process.env).filter(([name]) => !/^(PATCHBAY_|PAYLOAD_|DATABASE_)/.test(name))
  const part = spawnPart({
    name: 'The build of the pages',
    args: [join(root, 'node_modules/next/dist/bin/next'), 'build'],
    env: { ...Object.fromEntries(kept), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    cwd: root,
    hide,
    graceMs: 1000,
  })
  const done = part.ended.then((end) => {
    if (end.code !== 0) throw new Error([`The pages could not be built:`, ...end.lastLines.map((line) => `  ${line}`)].join('\n'))
    writeFileAtomic({ path: markerOf(root), text: hash, mode: 0o644 })
  })
  return { part, done }
}
