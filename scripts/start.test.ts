import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('refuses a taken port with one sentence that names PORT and the cure, before it makes anything', async () => {
  const occupant = createServer().listen(0, '127.0.0.1')
  await once(occupant, 'listening')
  const { port } = occupant.address() as { port: number }
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-start-'))
  const dataDir = join(folder, 'data')
  const kept = Object.entries(process.env).filter(([name]) => !/^(PATCHBAY_|PAYLOAD_|DATABASE_)/.test(name))
  const child = spawn(process.execPath, [join(import.meta.dirname, 'start.ts')], { env: { ...Object.fromEntries(kept), PORT: String(port), PATCHBAY_DATA_DIR: dataDir, NODE_ENV: 'test' }, stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const [code] = (await once(child, 'close')) as [number]
    expect([code, said.trim().split('\n')]).toEqual([1, [expect.stringMatching(new RegExp(`PORT ${port} is taken .*Set it to a free port`))]])
    expect(existsSync(dataDir)).toBe(false)
  } finally {
    child.kill('SIGKILL')
    occupant.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
