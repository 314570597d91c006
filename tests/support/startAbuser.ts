import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { endWithUs } from '../../scripts/processes/spawnPart.ts'

export type AbuseKind = { url: string; headers: Record<string, string>; isRandom?: boolean; atOnce: number }

/** Sends without a pause, from a process of its own, until it is stopped. `stop`: how many of each status it got. */
export async function startAbuser(kinds: AbuseKind[]): Promise<{ stop(): Promise<Record<string, number>> }> {
  const child = spawn(process.execPath, [...endWithUs, join(import.meta.dirname, 'abuser.ts')], { env: { PATH: process.env.PATH, KINDS: JSON.stringify(kinds) } as unknown as NodeJS.ProcessEnv, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const output = text(child.stdout!)
  await once(child, 'message')
  return {
    stop: async () => {
      child.kill('SIGTERM')
      return JSON.parse(await output) as Record<string, number>
    },
  }
}
