import { describe, expect, it } from 'vitest'
import { describeScope } from './describeScope.ts'

describe('describeScope', () => {
  it.each([
    ['chat:write', 'read and change chat'],
    ['emails.send', 'send emails'],
    ['read:org', 'read org'],
    ['https://vendor.example/auth/drive.readonly', 'read drive'],
    ['crm.objects.contacts.read', 'read crm objects contacts'],
    ['repo', 'use repo'],
    ['admin', 'use admin'],
    ['constructor:read', 'read constructor'],
    ['constructor', 'use constructor'],
    ['offline_access', 'stay connected while you are away'],
  ])('says %s as "%s"', (scope, sentence) => {
    expect(describeScope(scope)).toBe(sentence)
  })
})
