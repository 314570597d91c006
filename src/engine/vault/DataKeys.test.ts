import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { WrappedDataKey } from '../ports.ts'
import { createDataKeys } from './DataKeys.ts'
import { createKeyring, type Keyring } from './Keyring.ts'

/** A keyring that also remembers what it handed out: the cache keeps exactly these buffers. */
function watch(keyring: Keyring): { keyring: Keyring; handedOut: Buffer[] } {
  const handedOut: Buffer[] = []
  const unwrap = (key: WrappedDataKey): Buffer => {
    const plain = keyring.unwrap(key)
    handedOut.push(plain)
    return plain
  }
  return { handedOut, keyring: { currentId: keyring.currentId, ids: keyring.ids, has: (id) => keyring.has(id), wrap: (input) => keyring.wrap(input), unwrap } }
}

function setUp(options: { ttlMs?: number; max?: number; doubtMs?: number } = {}) {
  const { keyring, handedOut } = watch(createKeyring({ current: randomBytes(32) }))
  const clock = { ms: 1000 }
  return { dataKeys: createDataKeys({ keyring, now: () => clock.ms, ...options }), handedOut, clock }
}

const isZero = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0)

describe('DataKeys', () => {
  it('makes a new key with a new id each time', () => {
    const { dataKeys } = setUp()
    const [a, b] = [dataKeys.create('account-1'), dataKeys.create('account-1')]
    expect(a).toMatchObject({ owner: 'account-1', id: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(a.id).not.toBe(b.id)
    expect(dataKeys.plain(a).equals(dataKeys.plain(b))).toBe(false)
  })

  it('unwraps once and then answers from memory', () => {
    const { dataKeys, handedOut } = setUp()
    const key = dataKeys.create('account-1')
    const first = dataKeys.plain(key)
    expect(dataKeys.plain({ ...key }).equals(first)).toBe(true)
    expect(handedOut).toHaveLength(1)
  })

  it('asks the keyring again when the row changed, so an altered row fails though its key is cached', () => {
    const { dataKeys } = setUp()
    const key = dataKeys.create('account-1')
    dataKeys.plain(key)
    expect(() => dataKeys.plain({ ...key, owner: 'account-2' })).toThrow(expect.objectContaining({ code: 'vault_unavailable' }))
    expect(() => dataKeys.plain({ ...key, wrapped: dataKeys.create('account-1').wrapped })).toThrow(expect.objectContaining({ code: 'vault_unavailable' }))
    expect(() => dataKeys.plain({ ...key, kekId: '0'.repeat(16) })).toThrow(expect.objectContaining({ code: 'key_unavailable' }))
    expect(dataKeys.plain(key)).toHaveLength(32)
  })

  it('forgets after the time to live, use or not, and overwrites the bytes', () => {
    const { dataKeys, handedOut, clock } = setUp({ ttlMs: 100 })
    const key = dataKeys.create('account-1')
    const before = dataKeys.plain(key)
    clock.ms += 99
    dataKeys.plain(key)
    expect(handedOut).toHaveLength(1)
    clock.ms += 1
    expect(dataKeys.plain(key).equals(before)).toBe(true)
    expect(handedOut).toHaveLength(2)
    expect(isZero(handedOut[0]!)).toBe(true)
  })

  it('overwrites a key nobody asks for any more at the next use of another', () => {
    const { dataKeys, handedOut, clock } = setUp({ ttlMs: 100 })
    const [idle, busy] = [dataKeys.create('a'), dataKeys.create('b')]
    dataKeys.plain(idle)
    clock.ms += 100
    dataKeys.plain(busy)
    expect(isZero(handedOut[0]!)).toBe(true)
    expect(isZero(handedOut[1]!)).toBe(false)
  })

  it('keeps at most max keys, drops the one used longest ago and overwrites it', () => {
    const { dataKeys, handedOut } = setUp({ max: 2 })
    const [a, b, c] = [dataKeys.create('a'), dataKeys.create('b'), dataKeys.create('c')]
    for (const key of [a, b, a, c]) dataKeys.plain(key)
    expect(handedOut.map(isZero)).toEqual([false, true, false])
    dataKeys.plain(a)
    expect(handedOut).toHaveLength(3)
  })

  it('gives up one that is kept, never the one just asked for, when all of them are in use', () => {
    const { dataKeys, handedOut } = setUp({ max: 2 })
    const [a, b, c] = [dataKeys.create('a'), dataKeys.create('b'), dataKeys.create('c')]
    for (const key of [a, b, a, b, c]) dataKeys.plain(key)
    expect(handedOut.map(isZero)).toEqual([true, false, false])
  })

  it('never overwrites bytes a caller still holds, nor keeps what a caller overwrites', () => {
    const { dataKeys } = setUp({ max: 1 })
    const [a, b] = [dataKeys.create('a'), dataKeys.create('b')]
    // The first comes from the keyring, the second from the cache.
    const held = [dataKeys.plain(a), dataKeys.plain(a)]
    const copy = Buffer.from(held[0]!)
    dataKeys.plain(b)
    dataKeys.clear()
    expect(held).toEqual([copy, copy])
    dataKeys.plain(a).fill(0)
    dataKeys.plain(a).fill(0)
    expect(dataKeys.plain(a).equals(copy)).toBe(true)
  })

  it('gives out one opener of a key for as long as it keeps the key, and never of an evicted or an altered one', () => {
    const { dataKeys, handedOut } = setUp()
    const key = dataKeys.create('account-1')
    const opener = dataKeys.opener(key)
    expect(opener.export().equals(dataKeys.plain(key))).toBe(true)
    expect(dataKeys.opener({ ...key })).toBe(opener)
    expect(handedOut).toHaveLength(1)
    expect(() => dataKeys.opener({ ...key, owner: 'account-2' })).toThrow(expect.objectContaining({ code: 'vault_unavailable' }))
    dataKeys.evict(key.id)
    expect(dataKeys.opener(key)).not.toBe(opener)
    expect(handedOut).toHaveLength(2)
    expect(handedOut[0]!.every((byte) => byte === 0)).toBe(true)
  })

  it('evicts one and clears all, overwriting', () => {
    const { dataKeys, handedOut } = setUp()
    const keys = ['a', 'b', 'c'].map((owner) => dataKeys.create(owner))
    for (const key of keys) dataKeys.plain(key)
    dataKeys.evict(keys[1]!.id)
    dataKeys.evict('unknown')
    expect(handedOut.map(isZero)).toEqual([false, true, false])
    dataKeys.clear()
    expect(handedOut.map(isZero)).toEqual([true, true, true])
  })

  it('never opens a destroyed key again for whoever has read its row before, and leaves the others alone', () => {
    const { dataKeys, handedOut } = setUp()
    const [used, underWay, other] = [dataKeys.create('a'), dataKeys.create('b'), dataKeys.create('c')]
    dataKeys.plain(used)
    for (const key of [used, underWay]) dataKeys.destroy(key.id)
    for (const key of [used, underWay]) {
      expect(() => dataKeys.opener(key)).toThrow(expect.objectContaining({ code: 'connection_revoked' }))
      expect(() => dataKeys.plain(key)).toThrow(expect.objectContaining({ code: 'connection_revoked' }))
    }
    expect(handedOut.map(isZero)).toEqual([true])
    expect(dataKeys.plain(other)).toHaveLength(32)
    // Bounded: as many again, and the first is forgotten.
    for (let n = 0; n < 9_999; n += 1) dataKeys.destroy(`key ${n}`)
    expect(() => dataKeys.plain(underWay)).toThrow(expect.objectContaining({ code: 'connection_revoked' }))
    expect(dataKeys.plain(used)).toHaveLength(32)
  })

  it('keeps no key for a while when some may have been destroyed, and overwrites what it hands out meanwhile', () => {
    const { dataKeys, handedOut, clock } = setUp({ doubtMs: 100 })
    const key = dataKeys.create('a')
    const before = dataKeys.plain(key)
    dataKeys.doubt()
    clock.ms += 99
    expect(dataKeys.plain(key).equals(before)).toBe(true)
    expect(dataKeys.opener(key).export().equals(before)).toBe(true)
    expect(handedOut.map(isZero)).toEqual([true, true, true])
    clock.ms += 1
    dataKeys.plain(key)
    dataKeys.plain(key)
    expect(handedOut.map(isZero)).toEqual([true, true, true, false])
  })

  it('rewraps under the current key: same id, owner and bytes', () => {
    const old = randomBytes(32)
    const before = createDataKeys({ keyring: createKeyring({ current: old }) })
    const key = before.create('account-1')
    const keyring = createKeyring({ current: randomBytes(32), retired: [old] })
    const after = createDataKeys({ keyring })
    const rewrapped = after.rewrap(key)
    expect(rewrapped).toMatchObject({ id: key.id, owner: key.owner, kekId: keyring.currentId })
    expect(after.plain(rewrapped).equals(before.plain(key))).toBe(true)
    expect(after.rewrap(rewrapped)).toBe(rewrapped)
  })

  it('does not rewrap what it cannot authenticate', () => {
    const old = randomBytes(32)
    const key = createDataKeys({ keyring: createKeyring({ current: old }) }).create('account-1')
    const after = createDataKeys({ keyring: createKeyring({ current: randomBytes(32), retired: [old] }) })
    expect(() => after.rewrap({ ...key, owner: 'account-2' })).toThrow(expect.objectContaining({ code: 'vault_unavailable' }))
    expect(() => createDataKeys({ keyring: createKeyring({ current: randomBytes(32) }) }).rewrap(key)).toThrow(expect.objectContaining({ code: 'key_unavailable' }))
  })

  it('prints as [redacted]', () => {
    const { dataKeys } = setUp()
    dataKeys.plain(dataKeys.create('a'))
    expect([JSON.stringify(dataKeys), String(dataKeys), inspect(dataKeys, { showHidden: true })]).toEqual(['"[redacted]"', '[redacted]', '[redacted]'])
  })
})
