import { describe, expect, it } from 'vitest'
import { describeVerb } from './describeVerb.ts'

describe('what a connection’s state asks for', () => {
  it.each([
    ['disconnected', 'service', 'Add key', 'replace'],
    ['error', 'service', 'Replace key', 'replace'],
    ['revoked', 'service', 'Reconnect', 'replace'],
    ['active', 'service', 'Manage', 'show'],
    ['disconnected', 'oauth-user', 'Authorize', 'replace'],
    ['error', 'oauth-user', 'Reconnect', 'replace'],
    ['expired', 'oauth-user', 'Reconnect', 'replace'],
    ['revoked', 'oauth-user', 'Reconnect', 'replace'],
    ['active', 'oauth-user', 'Manage', 'show'],
  ] as const)('of %s by %s is “%s”', (status, mode, word, place) => {
    expect(describeVerb({ id: 'one', status, mode })).toMatchObject({ word, href: `/settings/integrations?${place}=one` })
  })
})
