import { describe, expect, it } from 'vitest'
import { formatAddress } from './formatAddress.ts'
import { readPeerAddress } from './readPeerAddress.ts'

const written = (text: string): string | null => {
  const address = readPeerAddress(text)
  return address === null ? null : formatAddress(address)
}

describe('formatAddress', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['0.0.0.0', '0.0.0.0'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['[2001:db8::7]:443', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
  ])('%s is written %s', (text, expected) => expect(written(text)).toBe(expected))

  it.each(['', 'unknown', 'example.com', '1.2.3'])('%j is no address', (text) => expect(written(text)).toBeNull())
})
