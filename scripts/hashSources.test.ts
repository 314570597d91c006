import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hashSources } from './hashSources.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'patchbay-hash-'))
  mkdirSync(join(root, 'src/ui'), { recursive: true })
  writeFileSync(join(root, 'src/ui/Page.tsx'), 'one')
})
afterEach(() => rmSync(root, { recursive: true }))

it('changes with content, name and new files, and not with time or tests', () => {
  const first = hashSources(root)
  writeFileSync(join(root, 'src/ui/Page.tsx'), 'one')
  writeFileSync(join(root, 'src/ui/Page.test.tsx'), 'a test')
  writeFileSync(join(root, 'notes.md'), 'beside')
  expect(hashSources(root)).toBe(first)

  const seen = new Set([first])
  const changes = [
    () => writeFileSync(join(root, 'src/ui/Page.tsx'), 'two'),
    () => renameSync(join(root, 'src/ui/Page.tsx'), join(root, 'src/ui/Sheet.tsx')),
    () => writeFileSync(join(root, 'package-lock.json'), '{}'),
  ]
  for (const change of changes) {
    change()
    seen.add(hashSources(root))
  }
  expect(seen.size).toBe(4)
})
