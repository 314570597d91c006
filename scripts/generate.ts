import { join } from 'node:path'
import { generators, runGenerator } from './checks/runGenerator.ts'

/** `npm run generate [name]`: types, import map, and a migration of that name when the collections changed. */
const root = join(import.meta.dirname, '..')
const name = process.argv[2] ?? 'change'
for (const { args, paths } of generators) {
  const { code, output } = await runGenerator({ root, args: args.map((arg) => (arg === 'drift' ? name : arg)) })
  if (code !== 0) {
    console.error(`payload ${args[0]} ended with ${code}\n${output}`)
    process.exit(1)
  }
  console.log(`  ✓ ${paths.join(', ')}`)
}
