import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from './support/test.ts'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** The samples of docs/quickstart.md from "Call it over HTTP" on, in order, by language. */
function readSamples(): { shell: string[]; script: string } {
  const text = readFileSync(join(root, 'docs/quickstart.md'), 'utf8').split(/^## 3\. /m)[1]!.split(/^## Next/m)[0]!
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(([, language, code]) => ({ language, code: code! }))
  return { shell: blocks.filter(({ language }) => language === 'sh').map(({ code }) => code), script: blocks.find(({ language }) => language === 'ts')!.code }
}

test('the quickstart’s commands work as they are written', async ({ address }, info) => {
  const dataDir = String(process.env['E2E_DATA_DIR'])
  const { shell, script } = readSamples()
  const hello = info.outputPath('hello.ts')
  mkdirSync(dirname(hello), { recursive: true })
  writeFileSync(hello, script)
  // Only where this app runs and keeps its data is not what the page says.
  const commands = shell.join('\n').replaceAll('http://localhost:3000', address).replaceAll('.data/', `${dataDir}/`).replaceAll('hello.ts', hello)
  const env = { NODE_ENV: 'production' as const, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`, HOME: process.env['HOME'] }
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', commands], { cwd: root, timeout: 50_000, env })

  expect(stdout, 'connected').toContain('"status":"active"')
  expect(stdout, 'through the proxy').toMatch(/HTTP\/1\.1 200[\s\S]*x-patchbay-source: byo/i)
  expect(stdout, 'streamed').toMatch(/^data: /m)
  expect(stdout, 'why this credential').toMatch(/"source":"byo"/)
  expect(stdout, 'from server code').toMatch(/^200 \{/m)
  expect(stdout).not.toContain('"errors"')
})
