import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generators, runGenerator } from './runGenerator.ts'

/**
 * Runs what generates committed files and compares: they must come out as they are. Whatever it changes is put back,
 * so that a check never edits the tree. Returns the faults.
 */
export async function checkGenerated(root: string): Promise<string[]> {
  const faults: string[] = []
  for (const { args, paths } of generators) {
    const before = readAll({ root, paths })
    const { code, output } = await runGenerator({ root, args })
    const after = readAll({ root, paths })
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path))
    restore({ root, before, changed })
    if (code !== 0) faults.push(`payload ${args[0]} ended with ${code}: ${output.split('\n').slice(-5).join(' ')}`)
    faults.push(...changed.map((path) => `${path} is not what payload ${args[0]} makes: npm run generate`))
  }
  return faults
}

function readAll({ root, paths }: { root: string; paths: string[] }): Map<string, string> {
  const files = paths.flatMap((path) => {
    const full = join(root, path)
    if (!existsSync(full)) return []
    return statSync(full).isDirectory() ? readdirSync(full).map((name) => join(path, name)) : [path]
  })
  return new Map(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

function restore({ root, before, changed }: { root: string; before: Map<string, string>; changed: string[] }): void {
  for (const path of changed) {
    const content = before.get(path)
    if (content === undefined) rmSync(join(root, path))
    else writeFileSync(join(root, path), content)
  }
}
