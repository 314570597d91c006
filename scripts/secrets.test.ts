import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureDevSecrets } from './secrets.ts'

describe('ensureDevSecrets', () => {
  let dataDir: string
  const file = (): string => join(dataDir, 'secrets.env')
  beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'patchbay-secrets-'))))
  afterEach(() => rmSync(dataDir, { recursive: true }))

  it('makes strong ones once, for the owner only, and gives the same ones again', () => {
    const made = ensureDevSecrets({ dataDir, hasDatabase: false })
    expect(Buffer.from(made.PATCHBAY_ENCRYPTION_KEY, 'base64')).toHaveLength(32)
    expect(made.PATCHBAY_ADMIN_PASSWORD).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)
    expect(made.PATCHBAY_ADMIN_PASSWORD).not.toBe(made.PATCHBAY_DEMO_PASSWORD)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    expect(ensureDevSecrets({ dataDir, hasDatabase: true })).toEqual(made)
  })

  it('adds what an older file lacks and leaves the rest as it was', () => {
    const made = ensureDevSecrets({ dataDir, hasDatabase: false })
    writeFileSync(file(), `PATCHBAY_ENCRYPTION_KEY=${made.PATCHBAY_ENCRYPTION_KEY}\n`)
    const next = ensureDevSecrets({ dataDir, hasDatabase: true })
    expect(next.PATCHBAY_ENCRYPTION_KEY).toBe(made.PATCHBAY_ENCRYPTION_KEY)
    expect(next.PAYLOAD_SECRET).not.toBe(made.PAYLOAD_SECRET)
    expect(ensureDevSecrets({ dataDir, hasDatabase: true })).toEqual(next)
  })

  it.each([
    ['empty', ''],
    ['cut off', 'PAYLOAD_SECRET=abc'],
    ['garbled', 'PAYLOAD_SECRET=abc\n\u0000\u0000\n'],
    ['a value missing', 'PAYLOAD_SECRET=\n'],
    ['a name twice', 'PAYLOAD_SECRET=abc\nPAYLOAD_SECRET=abd\n'],
    ['a short key', 'PATCHBAY_ENCRYPTION_KEY=YWJj\n'],
  ])('refuses a damaged file (%s), leaves it alone and does not repeat its values', (_, text) => {
    writeFileSync(file(), text, { mode: 0o600 })
    expect(() => ensureDevSecrets({ dataDir, hasDatabase: false })).toThrow(/secrets\.env (?!.*(abc|YWJj))/)
    expect(readFileSync(file(), 'utf8')).toBe(text)
  })

  it('never makes a new encryption key beside a database', () => {
    expect(() => ensureDevSecrets({ dataDir, hasDatabase: true })).toThrow('there is already a database')
    expect(existsSync(file())).toBe(false)
  })

  it('lets the environment win and does not write down what it gives', () => {
    const PATCHBAY_ENCRYPTION_KEY = randomBytes(32).toString('base64')
    expect(ensureDevSecrets({ dataDir, hasDatabase: true, given: { PATCHBAY_ENCRYPTION_KEY } }).PATCHBAY_ENCRYPTION_KEY).toBe(PATCHBAY_ENCRYPTION_KEY)
    expect(readFileSync(file(), 'utf8')).not.toContain(PATCHBAY_ENCRYPTION_KEY)
  })

  it('refuses a file that others can read', () => {
    ensureDevSecrets({ dataDir, hasDatabase: false })
    chmodSync(file(), 0o644)
    expect(() => ensureDevSecrets({ dataDir, hasDatabase: false })).toThrow('can be read by other users')
  })
})
