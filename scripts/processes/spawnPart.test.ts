import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isAlive } from '../postgres/findPostmaster.ts'
import { hideValues } from './hideValues.ts'
import { describeEnd, spawnPart } from './spawnPart.ts'

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'patchbay-part-'))))
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const start = (script: string, options: { graceMs?: number; hide?: (text: string) => string; args?: string[] } = {}) =>
  spawnPart({ name: 'The part', args: [script, ...(options.args ?? [])], env: process.env, cwd: folder, hide: options.hide ?? ((text) => text), graceMs: options.graceMs ?? 10_000 })

const forever = 'setInterval(() => {}, 1000);'
const sayReady = 'process.send({ type: "ready", pid: process.pid });'

describe('spawnPart', () => {
  it('passes on the ready message and stops it with SIGTERM', async () => {
    const part = start(write('ready.mjs', `process.on("SIGTERM", () => process.exit(7)); ${forever} ${sayReady}`))
    expect(await part.ready).toMatchObject({ type: 'ready' })
    await part.stop()
    expect(await part.ended).toMatchObject({ code: 7, signal: null })
  })

  it('kills what does not stop in time, and what that has started', async () => {
    const child = write('child.mjs', forever)
    const script = write('stubborn.mjs', `import { spawn } from "node:child_process"; const inner = spawn(process.execPath, [${JSON.stringify(child)}]); process.on("SIGTERM", () => {}); ${forever} process.send({ type: "ready", inner: inner.pid });`)
    const part = start(script, { graceMs: 50 })
    const { inner } = await part.ready
    await part.stop()
    expect((await part.ended).signal).toBe('SIGKILL')
    await vi.waitFor(() => expect(isAlive(Number(inner))).toBe(false), { timeout: 5000 })
  })

  it('says why a part ended, without the secrets in its words', async () => {
    const secret = randomBytes(12).toString('hex')
    const part = start(write('fails.mjs', 'console.error("refused: " + process.argv[2] + "&q=" + encodeURIComponent(process.argv[2] + "/")); process.exit(3)'), { args: [secret], hide: hideValues([secret, `${secret}/`]) })
    await expect(part.ready).rejects.toThrow('The part ended (code 3)\n  refused: [redacted]&q=[redacted]')
    expect(describeEnd({ name: 'x', end: await part.ended })).not.toContain(secret)
  })

  it('ends when its parent is killed with SIGKILL', async () => {
    const script = write('orphan.mjs', `${forever} ${sayReady}`)
    const parent = write(
      'parent.mjs',
      `import { spawnPart } from ${JSON.stringify(new URL('./spawnPart.ts', import.meta.url).href)};
       const part = spawnPart({ name: 'p', args: [${JSON.stringify(script)}], env: process.env, cwd: process.cwd(), hide: (t) => t });
       console.log((await part.ready).pid); ${forever}`,
    )
    const child = spawn(process.execPath, [parent], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [chunk] = (await once(child.stdout!, 'data')) as [Buffer]
    const pid = Number(chunk.toString())
    expect(isAlive(pid)).toBe(true)
    child.kill('SIGKILL')
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5000 })
  })
})
