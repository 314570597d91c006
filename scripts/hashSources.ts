import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const watched = ['src', 'collections', 'globals', 'hooks', 'payload.config.ts', 'next.config.mjs', 'postcss.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json']

/** One hash over everything a build reads, paths included; tests and seeds are not built. */
export function hashSources(root: string): string {
  const hash = createHash('sha256')
  for (const path of watched.flatMap((name) => listFiles(join(root, name))).sort()) {
    const content = readFileSync(path)
    // Lengths in front, so that moving bytes between name and content cannot give the same hash.
    hash.update(`${relative(root, path)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function listFiles(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return /\.test\.tsx?$/.test(path) ? [] : [path]
  return readdirSync(path).flatMap((name) => listFiles(join(path, name)))
}
