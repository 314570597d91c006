import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { endWithUs } from '../processes/spawnPart.ts'

export type ToolResult = { code: number; output: string }

/** Runs a Node tool quietly in the repository and returns what it said. It cannot outlive us. */
export async function runTool({ root, args, env = {} }: { root: string; args: string[]; env?: Record<string, string> }): Promise<ToolResult> {
  const child = spawn(process.execPath, [...endWithUs, ...args], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close') as Promise<[number | null]>])
  return { code: code ?? 1, output: `${stdout}${stderr}`.trim() }
}
