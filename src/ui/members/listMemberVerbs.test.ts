import { describe, expect, it } from 'vitest'
import { listMemberVerbs } from './listMemberVerbs.ts'

const roles = ['owner', 'admin', 'member', 'viewer']
const member = (role: string, user = 'other') => ({ id: 'm', user, name: '', email: 'a@example.test', role, since: '2026-01-01T00:00:00Z', seenAt: null })
const ask = (viewerRole: string, role: string, { isSelf = false, owners = 2 } = {}) =>
  listMemberVerbs({ viewer: { id: 'me', role: viewerRole }, member: member(role, isSelf ? 'me' : 'other'), owners, members: 3 })

describe('listMemberVerbs', () => {
  it('offers members and viewers to leave, and nothing about others', () => {
    for (const role of ['member', 'viewer']) {
      expect(ask(role, role, { isSelf: true })).toEqual(['leave'])
      for (const other of roles) expect(ask(role, other)).toEqual([])
    }
  })

  it('keeps owners out of admins’ hands', () => {
    expect(ask('admin', 'owner')).toEqual([])
    for (const role of ['admin', 'member', 'viewer']) expect(ask('admin', role)).toEqual(['role', 'remove'])
    expect(ask('admin', 'admin', { isSelf: true })).toEqual(['role', 'leave'])
  })

  it('lets the last owner hand over, and neither leave nor step down', () => {
    expect(ask('owner', 'owner', { isSelf: true, owners: 1 })).toEqual(['handOver'])
    expect(ask('owner', 'owner', { isSelf: true, owners: 2 })).toEqual(['role', 'handOver', 'leave'])
    expect(ask('owner', 'owner', { owners: 2 })).toEqual(['role', 'remove'])
  })
})
