import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { scripts: Record<string, string> }

describe.each(['web', 'gateway', 'worker'])('npm run %s', (name) => {
  // npm passes SIGTERM to its shell; a process that is the shell's child would go on without either.
  it('becomes the process, so that a signal to npm reaches it', async () => {
    const command = scripts[name]!.replace(/node ((?:--\S+ )*)\S+$/, `${process.execPath} $1-p process.pid`)
    expect(command).not.toBe(scripts[name])
    const shell = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] })
    expect(Number(await text(shell.stdout))).toBe(shell.pid)
  })
})
