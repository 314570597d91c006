import { describe, expect, it } from 'vitest'
import { findAllowFault } from './findAllowFault.ts'

describe('findAllowFault', () => {
  it.each(['/', '/*', '/v1/models', '/v1/models/', '/v1/*', '/v1/a:b@c', "/v1/it's(1)", '/v1/a+b,c=d&e'])('takes %s', (path) => {
    expect(findAllowFault(path)).toBeNull()
  })

  it.each([
    ['', 'start'],
    ['v1/models', 'start'],
    ['https://api.example.com/v1', 'start'],
    ['*', 'start'],
    ['/v1/chat*', 'star'],
    ['/v1/*/x', 'star'],
    ['/**', 'star'],
    ['/v1/../x', 'form'],
    ['/v1/./*', 'form'],
    ['/v1//x', 'form'],
    ['/v1?x=1', 'form'],
    ['/v1/%2e', 'form'],
    ['/v1/a;b', 'form'],
    ['/v1/a b', 'form'],
    [`/${'a'.repeat(300)}`, 'form'],
  ])('refuses %s', (path, fault) => {
    expect(findAllowFault(path)).toBe(fault)
  })
})
