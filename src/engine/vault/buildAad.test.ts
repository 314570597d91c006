import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildAad } from './buildAad.ts'

const parts = { owner: 'account-1', vaultId: 'vault-1', providerId: 'provider-1', dataKeyId: 'key-1', agreedHosts: ['a.example', 'b.example'] }

it('changes with every part', () => {
  const variants = [parts, { ...parts, owner: 'account-2' }, { ...parts, vaultId: 'vault-2' }, { ...parts, providerId: 'provider-2' }, { ...parts, dataKeyId: 'key-2' }, { ...parts, agreedHosts: ['a.example'] }, { ...parts, owner: 'account-1vault', vaultId: '-1' }]
  expect(new Set(variants.map((variant) => buildAad(variant).toString('hex'))).size).toBe(variants.length)
})

it('is the same exactly when the set of hosts is', () => {
  const hosts = fc.array(fc.constantFrom('a.example', 'b.example', '*.a.example', 'a.example:8443', 'aa.example'), { maxLength: 6 })
  fc.assert(
    fc.property(hosts, hosts, (one, two) => {
      const areEqual = buildAad({ ...parts, agreedHosts: one }).equals(buildAad({ ...parts, agreedHosts: two }))
      expect(areEqual).toBe(one.every((host) => two.includes(host)) && two.every((host) => one.includes(host)))
    }),
  )
})

it('keeps its form: what is stored must open for ever', () => {
  expect(buildAad({ ...parts, agreedHosts: [] }).toString('latin1')).toBe(
    `\0\0\0\x0bpatchbay/v1\0\0\0\x09account-1\0\0\0\x07vault-1\0\0\0\x0aprovider-1\0\0\0\x05key-1\0\0\0\x20${Buffer.from('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex').toString('latin1')}`,
  )
})
