import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../../scripts/findFreePort.ts'

/** Prism mocking an OpenAPI document on loopback, its `security` checked: somebody else's word on where a credential belongs. */
export async function startPrism(document: Record<string, unknown>): Promise<{ host: string; url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-prism-'))
  const file = join(folder, 'openapi.json')
  writeFileSync(file, JSON.stringify(document))
  const port = await findFreePort()
  const program = join(import.meta.dirname, '../../node_modules/@stoplight/prism-cli/dist/index.js')
  const child = spawn(process.execPath, [program, 'mock', '--host', '127.0.0.1', '--port', String(port), file], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      if (/Prism is listening/.test(output)) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`Prism ended with ${code}: ${output}`)))
  })
  return {
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
