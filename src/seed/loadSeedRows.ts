import { readdirSync, readFileSync } from 'node:fs'
import { PatchbayError } from '#src/engine/errors.ts'

/** A row as its file has it: to be judged by `checkRow` like any other input. */
export type SeedRow = Record<string, unknown> & { key: string }

type Options = {
  /** Address of the demo service, e.g. `http://127.0.0.1:4010`; null or absent = leave the demo row out. */
  demoUpstreamUrl?: string | null
  /** Folder of `<key>.json` files; default: the starter catalog. */
  folder?: URL
}

// By its own address: a bundler takes what is relative to this file for a module.
const here = import.meta.url
const STARTER_CATALOG = new URL(`${here.slice(0, here.lastIndexOf('/'))}/providers/`)
const DEMO_KEY = 'demo'

/**
 * The rows of the starter catalog, sorted by key. The demo row's file names no host, because the demo service runs
 * on a port of this machine: its base URL is filled in here, or the row is left out.
 *
 * @throws PatchbayError `invalid_row` naming the file that is not JSON or not named after its key
 */
export function loadSeedRows({ demoUpstreamUrl = null, folder = STARTER_CATALOG }: Options = {}): SeedRow[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const rows = files.sort().map((name) => readRow({ folder, name }))
  return rows.flatMap((row) => {
    if (row.key !== DEMO_KEY) return [row]
    return demoUpstreamUrl === null ? [] : [withDemoAddress({ row, url: demoUpstreamUrl.replace(/\/+$/, '') })]
  })
}

function readRow({ folder, name }: { folder: URL; name: string }): SeedRow {
  let row: unknown
  try {
    row = JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
  } catch (cause) {
    throw new PatchbayError('invalid_row', { message: `The seed file ${name} is not valid JSON.`, cause })
  }
  const key = typeof row === 'object' && row !== null ? (row as { key?: unknown }).key : undefined
  if (key !== name.replace(/\.json$/, '')) throw new PatchbayError('invalid_row', { message: `The seed file ${name} must hold the row of that key.` })
  return row as SeedRow
}

function withDemoAddress({ row, url }: { row: SeedRow; url: string }): SeedRow {
  const ai = row.ai as Record<string, unknown> | undefined
  return { ...row, baseUrl: url, ...(ai === undefined ? {} : { ai: { ...ai, baseUrl: `${url}/v1` } }) }
}
