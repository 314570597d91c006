import { randomBytes } from 'node:crypto'
import { format, inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createKeyring } from './Keyring.ts'

const owner = 'account-1'
const id = 'data-key-1'
const refused = expect.objectContaining({ code: 'vault_unavailable' })

describe('Keyring', () => {
  it('unwraps what it wrapped, also after the key was retired', () => {
    const old = randomBytes(32)
    const dataKey = randomBytes(32)
    const before = createKeyring({ current: old })
    const wrapped = { id, owner, ...before.wrap({ dataKey, id, owner }) }
    const after = createKeyring({ current: randomBytes(32), retired: [old] })
    expect(after.unwrap(wrapped).equals(dataKey)).toBe(true)
    expect(after.ids).toEqual([after.currentId, before.currentId])
    expect(after.has(before.currentId)).toBe(true)
    expect(after.wrap({ dataKey, id, owner }).kekId).toBe(after.currentId)
  })

  it('answers key_unavailable for a key that is not loaded', () => {
    const wrapped = { id, owner, ...createKeyring({ current: randomBytes(32) }).wrap({ dataKey: randomBytes(32), id, owner }) }
    expect(() => createKeyring({ current: randomBytes(32) }).unwrap(wrapped)).toThrow(expect.objectContaining({ code: 'key_unavailable' }))
  })

  it('binds the data key to its owner, its id and the wrapping key', () => {
    const [a, b] = [randomBytes(32), randomBytes(32)]
    const keyring = createKeyring({ current: a, retired: [b] })
    const wrapped = { id, owner, ...keyring.wrap({ dataKey: randomBytes(32), id, owner }) }
    const other = createKeyring({ current: b, retired: [a] })
    for (const change of [{ id: 'data-key-2' }, { owner: 'account-2' }, { kekId: other.currentId }, { wrapped: `${wrapped.wrapped}00` }, { wrapped: '' }]) {
      expect(() => keyring.unwrap({ ...wrapped, ...change })).toThrow(refused)
    }
    // Parts that meet when joined must not meet here.
    expect(() => keyring.unwrap({ ...wrapped, owner: `${owner}d`, id: id.slice(1) })).toThrow(refused)
  })

  it('refuses a wrapped value that is not 32 bytes', () => {
    const keyring = createKeyring({ current: randomBytes(32) })
    const wrapped = { id, owner, ...keyring.wrap({ dataKey: randomBytes(16), id, owner }) }
    expect(() => keyring.unwrap(wrapped)).toThrow(refused)
  })

  it('fails with a wrong key 10,000 times of 10,000', () => {
    const keyring = createKeyring({ current: randomBytes(32) })
    const wrapped = { id, owner, ...keyring.wrap({ dataKey: randomBytes(32), id, owner }) }
    let refusals = 0
    for (let i = 0; i < 10_000; i += 1) {
      const wrong = createKeyring({ current: randomBytes(32) })
      try {
        wrong.unwrap({ ...wrapped, kekId: wrong.currentId })
      } catch (error) {
        if ((error as { code?: string }).code === 'vault_unavailable') refusals += 1
      }
    }
    expect(refusals).toBe(10_000)
  })

  it('names a key by a short fingerprint that is not part of it, the same each time', () => {
    const key = randomBytes(32)
    const { currentId } = createKeyring({ current: key })
    expect(currentId).toMatch(/^[0-9a-f]{16}$/)
    expect(createKeyring({ current: Buffer.from(key) }).currentId).toBe(currentId)
    expect(key.toString('hex')).not.toContain(currentId.slice(0, 8))
  })

  it('keeps one of a key given twice, and its own copy of it', () => {
    const key = randomBytes(32)
    const keyring = createKeyring({ current: key, retired: [Buffer.from(key)] })
    expect(keyring.ids).toHaveLength(1)
    const dataKey = randomBytes(32)
    const wrapped = { id, owner, ...keyring.wrap({ dataKey, id, owner }) }
    key.fill(0)
    expect(keyring.unwrap(wrapped).equals(dataKey)).toBe(true)
  })

  it('refuses keys of another length', () => {
    expect(() => createKeyring({ current: randomBytes(16) })).toThrow(expect.objectContaining({ code: 'key_unavailable' }))
    expect(() => createKeyring({ current: randomBytes(32), retired: [Buffer.alloc(0)] })).toThrow(expect.objectContaining({ code: 'key_unavailable' }))
  })

  it('prints as [redacted] everywhere', () => {
    const key = randomBytes(32)
    const keyring = createKeyring({ current: key })
    for (const text of [JSON.stringify({ keyring }), `${keyring}`, inspect(keyring, { showHidden: true, depth: 9 }), format('%o %s %j', keyring, keyring, keyring)]) {
      expect(text).toContain('[redacted]')
      expect(text).not.toContain(key.toString('hex').slice(0, 8))
    }
    expect(Object.values(keyring).some((value) => Buffer.isBuffer(value) || value instanceof Map)).toBe(false)
  })
})
