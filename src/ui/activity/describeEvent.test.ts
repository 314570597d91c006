import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ActivityEvent } from '#src/engine/audit/ActivityPage.ts'
import { auditActions } from '#src/engine/audit/auditActions.ts'
import { messages } from '#src/messages/messages.ts'
import { describeEvent } from './describeEvent.ts'

const root = join(import.meta.dirname, '../../..')
const sources = ['src/server', 'src/access', 'src/front', 'src/app/api', 'hooks', 'collections', 'globals'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.tsx?$/.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
)

/** What the hooks make of the name of a collection or global. */
const suffixes: Record<string, string[]> = { recordChange: ['created', 'updated'], recordRemoval: ['deleted'], recordGlobalChange: ['updated'], nameReplacement: ['credential_replaced'] }

/** Every action the code can write: by the hooks of a collection, by name, or in SQL of its own. */
const written = new Set(
  sources.flatMap((source) => [
    ...[...source.matchAll(/\b(recordChange|recordRemoval|recordGlobalChange|nameReplacement)\('(\w+)'\)/g)].flatMap(([, hook = '', target]) => (suffixes[hook] ?? []).map((suffix) => `${target}.${suffix}`)),
    ...[...source.matchAll(/\b(?:action|auditOnce|auditAction)\s*[:=][^\n]*/g)].flatMap(([line]) => [...line.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, action]) => action as string)),
    ...[...source.matchAll(/insert into audit_events[\s\S]{0,400}/g)].flatMap(([statement]) => [...statement.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, action]) => action as string)),
  ]),
)

const event = (more: Partial<ActivityEvent> = {}): ActivityEvent => ({
  id: '1', at: '2026-11-20T07:49:18.123Z', action: 'connection.tested', actor: { kind: 'user', id: 'u1', label: 'Ada' }, address: null, target: { type: 'connection', id: 'c1', label: 'Main', isThere: true },
  provider: 'acme', outcome: 'done', code: null, note: null, changed: [], ...more,
})
const words = (more: Partial<ActivityEvent> = {}) => describeEvent({ event: event(more), viewer: 'viewer' })

describe('the words of the trail', () => {
  it('looks for actions where they are', () => {
    for (const known of ['connection.created', 'membership.deleted', 'built_in_credential.credential_replaced', 'credential.revealed', 'request.denied', 'user.password_changed', 'marketplace.updated', 'connection.passed_on']) expect(written).toContain(known)
  })

  it.each([...written].sort())('have a sentence and a kind for %s', (action) => {
    expect(Object.values(auditActions).flat()).toContain(action)
    expect(words({ action }).what).toMatch(/^[A-Z][a-z’]+ /)
  })

  it('name no action twice, so that each is of one kind', () => {
    const all = Object.values(auditActions).flat()
    expect(new Set(all).size).toBe(all.length)
    expect(new Set(Object.values(messages().activity.actions)).size).toBe(all.length)
  })

  it('say who it was', () => {
    const who = (kind: ActivityEvent['actor']['kind'], id: string | null, label: string | null) => words({ actor: { kind, id, label } }).who
    expect([who('user', 'u1', 'Ada'), who('user', 'viewer', 'Ada'), who('token', 't1', 'CI'), who('system', null, null), who('anonymous', null, null), who('user', 'u2', null)]).toEqual(
      ['Ada', 'You', 'API token “CI”', 'Patchbay', 'Nobody signed in', 'Somebody without a name'],
    )
  })

  it('say from where, and nothing where that is not told', () => {
    const from = (address: string | null) => words({ address }).from
    expect([from('203.0.113.7'), from('server code'), from('seed'), from('background'), from(null)]).toEqual(['from 203.0.113.7', 'in server code', 'when the installation was set up', 'in the background', null])
  })

  it('say why something was refused or failed, and nothing where it was done', () => {
    expect(words({ outcome: 'failed', code: 'credential_rejected' }).reason).toBe('The provider refused the key.')
    expect(words({ outcome: 'denied', code: 'forbidden' }).reason).toMatch(/\w+ .*\.$/)
    expect(words({ outcome: 'failed', code: 'of_a_later_version' }).reason).toBe('of_a_later_version')
    expect(words({ outcome: 'done', code: 'provider_timeout' }).reason).toBeNull()
  })

  it('give the reason that somebody wrote down', () => {
    expect(words({ action: 'account.blocked', note: 'Reports of abuse' }).note).toBe('“Reports of abuse”')
    expect([words().note, words({ note: ' ' }).note]).toEqual([null, null])
  })

  it('name the fields of a change once each, in words', () => {
    expect(words({ action: 'connection.updated', changed: ['displayName', 'expiresAt', 'rotateBy', 'envelope', 'maskedCredential', 'supportContact'] }).changed).toBe('Changed: name, expiry, replace by, key and support contact')
    expect(words({ action: 'connection.updated', changed: [] }).changed).toBeNull()
    expect(words({ action: 'connection.deleted', changed: ['deletedAt'] }).changed).toBeNull()
  })

  it('fall back on the kind of thing, then on a dash, where a target has no name', () => {
    expect(words({ target: { type: 'connections', id: 'c1', label: null, isThere: false } }).target).toBe('Connections')
    expect(words({ target: { type: null, id: null, label: null, isThere: false } }).target).toBe('–')
    expect(words({ action: 'moon.landed' }).what).toBe('moon.landed')
  })
})
