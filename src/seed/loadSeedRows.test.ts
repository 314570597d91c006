import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import { diffRow } from '#src/engine/catalog/diffRow.ts'
import { exportRow } from '#src/engine/catalog/exportRow.ts'
import { loadSeedRows } from './loadSeedRows.ts'

const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

function folderWith(name: string, text: string): URL {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-seed-'))
  made.push(folder)
  writeFileSync(join(folder, name), text)
  return pathToFileURL(`${folder}/`)
}

describe('loadSeedRows', () => {
  it('gives rows that pass without any egress rule, as export writes them', () => {
    for (const row of loadSeedRows()) {
      expect(checkRow({ row }), row.key).toMatchObject({ ok: true })
      expect(diffRow(row, exportRow(row))).toEqual([])
      expect(JSON.stringify(exportRow(row)), row.key).toBe(JSON.stringify(row))
    }
  })

  it('adds the demo row only with an address, and leads it there', () => {
    expect(loadSeedRows().map((row) => row.key)).not.toContain('demo')
    const demo = loadSeedRows({ demoUpstreamUrl: 'http://127.0.0.1:4010/' }).find((row) => row.key === 'demo')
    expect(demo).toMatchObject({ baseUrl: 'http://127.0.0.1:4010', ai: { baseUrl: 'http://127.0.0.1:4010/v1' } })
    expect(checkRow({ row: demo }).ok).toBe(false)
    expect(checkRow({ row: demo, isOutboundAllowed: () => null })).toMatchObject({ ok: true, compiled: { allowedHosts: ['127.0.0.1:4010'] } })
  })

  it.each([['acme.json', '{', /not valid JSON/], ['acme.json', '{"key":"other"}', /row of that key/], ['acme.json', 'null', /row of that key/]])('names the file at fault: %s %s', (name, text, message) => {
    expect(() => loadSeedRows({ folder: folderWith(name, text) })).toThrow(message)
  })
})
