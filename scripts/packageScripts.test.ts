import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { scripts: Record<string, string> }

describe('npm run web', () => {
  // npm passes SIGTERM to its shell; a server that is the shell's child would go on without either.
  it('becomes the server, so that a signal to npm reaches it', async () => {
    const command = scripts.web!.replace(/node \S+$/, `${process.execPath} -p process.pid`)
    expect(command).not.toBe(scripts.web)
    const shell = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] })
    expect(Number(await text(shell.stdout))).toBe(shell.pid)
  })
})
