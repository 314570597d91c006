import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PatchbayError } from '#src/engine/errors.ts'
import { writeFileAtomic } from './writeFileAtomic.ts'

const makers = {
  PAYLOAD_SECRET: () => randomBytes(48).toString('base64url'),
  // 32 bytes: the key of AES-256.
  PATCHBAY_ENCRYPTION_KEY: () => randomBytes(32).toString('base64'),
  PATCHBAY_ADMIN_EMAIL: () => 'admin@patchbay.test',
  PATCHBAY_ADMIN_PASSWORD: () => makePassword(),
  PATCHBAY_DEMO_EMAIL: () => 'demo@patchbay.test',
  PATCHBAY_DEMO_PASSWORD: () => makePassword(),
} satisfies Record<string, () => string>

type SecretName = keyof typeof makers
export type DevSecrets = Record<SecretName, string>

const names = Object.keys(makers) as SecretName[]

/** Four groups of five, without look-alikes (0/O, 1/l/I): people type this one from the terminal. About 98 bits. */
function makePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  // Bytes above the last whole multiple of the alphabet are dropped, so that every letter is equally likely.
  const letters = [...randomBytes(64)].filter((byte) => byte < 248).map((byte) => alphabet[byte % alphabet.length])
  return [0, 5, 10, 15].map((at) => letters.slice(at, at + 5).join('')).join('-')
}

type Options = {
  dataDir: string
  /** Whether the data folder already holds a database: then a missing encryption key is refused, not made. */
  hasDatabase: boolean
  /** What the environment sets: it wins and is not written to the file. */
  given?: Record<string, string | undefined>
}

/**
 * Reads `<dataDir>/secrets.env` (0600), or makes it. A name that is missing from an older file is added, and nothing
 * that is there is ever changed: a new encryption key would lock every stored credential for good.
 * @throws PatchbayError `key_unavailable` when the file cannot be trusted; the message never holds a value.
 */
export function ensureDevSecrets({ dataDir, hasDatabase, given = {} }: Options): DevSecrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'secrets.env')
  const found = existsSync(file) ? readSecrets(file) : {}
  const isMissing = (name: SecretName): boolean => found[name] === undefined && !given[name]
  if (isMissing('PATCHBAY_ENCRYPTION_KEY') && hasDatabase) throw noKey(file)
  const made = Object.fromEntries(names.filter(isMissing).map((name) => [name, makers[name]()]))
  const kept: Partial<DevSecrets> = { ...found, ...made }
  if (Object.keys(made).length > 0) {
    const lines = names.filter((name) => kept[name] !== undefined).map((name) => `${name}=${kept[name]}`)
    writeFileAtomic({ path: file, text: `# Development secrets of this folder, made by npm start. Keep PATCHBAY_ENCRYPTION_KEY: stored credentials need it.\n${lines.join('\n')}\n`, mode: 0o600 })
  }
  return Object.fromEntries(names.map((name) => [name, given[name] || kept[name]])) as DevSecrets
}

const noKey = (file: string): PatchbayError =>
  new PatchbayError('key_unavailable', {
    message: `${file} holds no PATCHBAY_ENCRYPTION_KEY, but there is already a database, whose credentials only the old key opens.`,
    hint: 'Put the file back from a backup, or set PATCHBAY_ENCRYPTION_KEY; to begin anew instead, remove the whole data folder.',
  })

function readSecrets(file: string): Partial<DevSecrets> {
  const refuse = (reason: string): PatchbayError =>
    new PatchbayError('key_unavailable', { message: `${file} ${reason}.`, hint: 'Put the file back from a backup; it is never made anew over an old one. To begin anew, remove the whole data folder.' })
  if ((statSync(file).mode & 0o077) !== 0) throw new PatchbayError('key_unavailable', { message: `${file} can be read by other users of this machine.`, hint: `Run: chmod 600 ${file}` })
  const text = readFileSync(file, 'utf8')
  // Every version of this file ends in a line break; without one it was cut off, by a full disk for instance.
  if (!text.endsWith('\n')) throw refuse('is cut off or empty')

  const found: Partial<DevSecrets> = {}
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const at = line.indexOf('=')
    const name = line.slice(0, at) as SecretName
    if (at < 1 || !names.includes(name) || line.slice(at + 1).trim() === '') throw refuse(`is damaged in line ${index + 1}`)
    if (found[name] !== undefined) throw refuse(`names ${name} twice`)
    found[name] = line.slice(at + 1).trim()
  }
  if (found.PATCHBAY_ENCRYPTION_KEY !== undefined && Buffer.from(found.PATCHBAY_ENCRYPTION_KEY, 'base64').length !== 32) throw refuse('holds a PATCHBAY_ENCRYPTION_KEY that is not 32 bytes of base64')
  return found
}
