import { expect, it } from 'vitest'
import { clearNonce, readNonce, setNonce } from './nonceCookie.ts'

const secure = { state: 'w-some-state', publicUrl: 'https://patchbay.example.com' }
const pairOf = (header: string): string => header.split(';', 1)[0] ?? ''

it('cannot be set by a neighbour on the same domain', () => {
  const written = setNonce({ ...secure, nonce: 'ours' })
  expect(written).toMatch(/^__Host-pb-oauth-[0-9a-f]{16}=ours; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/)
  expect(readNonce({ ...secure, header: pairOf(written) })).toBe('ours')
  // All that a neighbour can write: no browser takes a __Host- name with a Domain.
  expect(readNonce({ ...secure, header: pairOf(written).replace('__Host-', '') })).toBe('')
  expect(pairOf(clearNonce(secure))).toBe(pairOf(written).replace('ours', ''))
})

it('is kept to the one address where there is no TLS to tell neighbours by', () => {
  const plain = { ...secure, publicUrl: 'http://localhost:3000' }
  const written = setNonce({ ...plain, nonce: 'ours' })
  expect(written).toMatch(/^pb-oauth-[0-9a-f]{16}=ours; Path=\/api\/oauth\/callback; Max-Age=600; HttpOnly; SameSite=Lax$/)
  expect(readNonce({ ...plain, header: `other=1; ${pairOf(written)}` })).toBe('ours')
})
