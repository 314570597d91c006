import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { runTool, type ToolResult } from './runTool.ts'

export type Generator = { args: string[]; paths: string[] }

/** What makes the committed files that nobody writes by hand. */
export const generators: Generator[] = [
  { args: ['generate:types'], paths: ['src/payload-types.ts'] },
  { args: ['generate:importmap'], paths: ['src/app/(payload)/admin/importMap.js'] },
  // Compares the collections with the last migration's snapshot, so it needs no database.
  { args: ['migrate:create', 'drift', '--skip-empty'], paths: ['src/migrations'] },
]

/** Payload asks for a secret before it looks what it is to do; this one signs nothing. */
export const runGenerator = ({ root, args }: { root: string; args: string[] }): Promise<ToolResult> =>
  runTool({ root, args: ['node_modules/payload/bin.js', ...args], env: { PAYLOAD_CONFIG_PATH: join(root, 'payload.config.ts'), PAYLOAD_SECRET: randomBytes(32).toString('hex'), CI: 'true' } })
