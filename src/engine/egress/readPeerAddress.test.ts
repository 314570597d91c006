import { describe, expect, it } from 'vitest'
import { readPeerAddress } from './readPeerAddress.ts'

const four = { family: 4, value: 0x0a000001n }
const six = { family: 6, value: (0x20010db8n << 96n) | 1n }

describe('readPeerAddress', () => {
  it.each([
    ['10.0.0.1', four], [' 10.0.0.1 ', four], ['10.0.0.1:4711', four], ['::ffff:10.0.0.1', four], ['::ffff:a00:1', four], ['[::ffff:10.0.0.1]:80', four],
    ['2001:db8::1', six], ['[2001:db8::1]', six], ['[2001:db8::1]:443', six], ['2001:db8::1%eth0', six],
  ])('%s', (text, expected) => {
    expect(readPeerAddress(text)).toEqual(expected)
  })

  it.each(['', 'unknown', '_hidden', '10.0.0', '10.0.0.1:', '10.0.0.1:port', '10.0.0.256', '[10.0.0.1', '10.0.0.1, 10.0.0.2', 'localhost'])('%j is none', (text) => {
    expect(readPeerAddress(text)).toBeNull()
  })
})
