import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeGranted } from '#tests/support/makeGranted.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { type Grant, startTokenService, type TokenService } from '#tests/support/startTokenService.ts'

/** Everything that can happen to a connection whose tokens end, in any order, against a model of one screen. */

type Mood = 'fine' | 'down' | 'refusing'
type Model = {
  status: 'active' | 'pending' | 'error' | 'inactive' | 'revoked'
  mood: Mood
  /** The access token has ended, and a new one is due. */
  isEnded: boolean
  /** A failure passed lately: by itself nothing asks again before its time. */
  isResting: boolean
  /** An exchange ended in a way that does not say whether a token was given out. */
  isUnsure: boolean
}
type Real = { id: string; grant: Grant }

let stage: Stage
let account: StageAccount
let service: TokenService

beforeAll(async () => {
  stage = await startStage()
  account = await stage.newAccount()
  service = await startTokenService()
  await stage.importRows(service.row())
})
afterAll(async () => {
  await stage?.stop()
  await service?.stop()
})

const post = async (id: string, verb: string): Promise<number> => (await stage.request('POST', `/api/connections/${id}/${verb}`, { as: account.people.owner })).status

/** One event: when it may be sent, what it does to the model, and how it is really done; then both are compared. */
type Event = { name: string; check?: (model: Readonly<Model>) => boolean; expected: (model: Model) => Partial<Model> & { answer?: unknown }; act: (real: Real, model: Model) => Promise<unknown> }

const command = ({ name, check = () => true, expected, act }: Event): fc.AsyncCommand<Model, Real> => ({
  check,
  toString: () => name,
  run: async (model, real) => {
    const { answer, ...change } = expected(model)
    Object.assign(model, change)
    const got = await act(real, model)
    if (answer !== undefined) expect([name, got]).toEqual([name, answer])
    await compare({ name, model, real })
  },
})

async function compare({ name, model, real: { id, grant } }: { name: string; model: Model; real: Real }): Promise<void> {
  const [row] = await stage.sql('select status, envelope is not null as has_credential, lease_owner, refresh_intent_at, refresh_due_at <= now() as is_due, refresh_due_at is null as is_over from connections where id = $1', [id])
  expect([name, row?.status]).toEqual([name, model.status])
  // A strict service saw each token once, whatever happened in between; nobody is left holding the row.
  expect([name, grant.reuses, grant.exchanges.every((count) => count === 1), row?.lease_owner, row?.refresh_intent_at !== null]).toEqual([name, 0, true, null, model.isUnsure])
  expect([name, row?.has_credential]).toEqual([name, model.status !== 'revoked'])
  // Whoever needs a person is not asked about again.
  if (model.status === 'error' || model.status === 'revoked') expect([name, row?.is_due]).not.toEqual([name, true])
}

/** What an attempt at a new token comes to. */
const attempt = (model: Model): Partial<Model> =>
  model.mood === 'fine' ? { isEnded: false, isResting: false, isUnsure: false } : model.mood === 'down' ? { isResting: true, isUnsure: true } : { status: 'error', isEnded: false, isResting: false, isUnsure: false }
const serves = (status: Model['status']): boolean => status === 'active' || status === 'pending'
const codes = { error: 'reauth_required', inactive: 'connection_inactive', revoked: 'connection_revoked' } as const

const events: Event[] = [
  ...(['fine', 'down', 'refusing'] as const).map((mood): Event => ({
    name: `the service is ${mood}`,
    expected: () => ({ mood }),
    act: async ({ grant }) => {
      grant.isRevoked = mood === 'refusing'
      service.turn({ before: mood === 'down' ? (_request, response) => void response.writeHead(503).end() : null })
    },
  })),
  {
    name: 'its token ends',
    check: ({ status }) => serves(status),
    expected: () => ({ isEnded: true, isResting: false }),
    act: ({ id }) => stage.sql('update connections set token_expires_at = now() - make_interval(secs => 1), refresh_due_at = now() - make_interval(secs => 60) where id = $1', [id]),
  },
  {
    name: 'a call',
    // A refused token that has not ended is looked into once a minute, which is another test's matter.
    check: ({ mood, isEnded }) => mood !== 'refusing' || isEnded,
    expected: (model) => {
      if (!serves(model.status)) return { answer: codes[model.status as keyof typeof codes] }
      if (!model.isEnded) return { answer: 200 }
      if (model.isResting) return { answer: 'provider_unreachable' }
      return { ...attempt(model), answer: { fine: 200, down: 'provider_error', refusing: 'credentials_exhausted' }[model.mood] }
    },
    act: async ({ id }) => {
      const { callProvider } = await import('#src/patchbay.ts')
      return callProvider({ account: account.id, connectionId: id, path: '/me' }).then((answer) => answer.text().then(() => answer.status), (error: { code?: string }) => error.code)
    },
  },
  {
    name: 'refreshed by hand',
    expected: (model) => (model.status === 'inactive' || model.status === 'revoked' ? { answer: 409 } : { ...(model.mood === 'fine' ? { status: 'active' as const } : {}), ...attempt(model), answer: 200 }),
    act: ({ id }) => post(id, 'refresh'),
  },
  { name: 'deactivated', expected: ({ status }) => (serves(status) || status === 'error' ? { status: 'inactive', answer: 200 } : { answer: 409 }), act: ({ id }) => post(id, 'deactivate') },
  {
    name: 'reactivated',
    expected: (model) => {
      if (model.status !== 'inactive') return { answer: 409 }
      if (model.isEnded) return { status: 'pending', ...(model.isResting ? {} : attempt(model)), ...(model.mood === 'fine' && !model.isResting ? { status: 'active' } : {}), answer: 200 }
      if (model.mood !== 'refusing') return { status: 'active', answer: 200 }
      return model.isResting ? { status: 'pending', answer: 200 } : { ...attempt(model), answer: 200 }
    },
    act: ({ id }) => post(id, 'reactivate'),
  },
  { name: 'revoked', expected: ({ status }) => (status === 'revoked' ? { answer: 409 } : { status: 'revoked', isEnded: false, isResting: false, isUnsure: false, answer: 200 }), act: ({ id }) => post(id, 'revoke') },
  {
    name: 'reconnected',
    check: ({ status }) => status === 'error' || status === 'revoked',
    expected: () => ({ status: 'active', isEnded: false, isResting: false, isUnsure: false }),
    act: async (real, { mood }) => {
      real.grant = service.newGrant()
      real.grant.isRevoked = mood === 'refusing'
      const from = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString()
      await stage.payload.update({
        collection: 'connections', id: real.id, overrideAccess: true,
        data: { status: 'active', statusReason: null, statusNote: null, credentialPayload: { ...service.client }, tokens: { values: { accessToken: real.grant.accessToken, refreshToken: real.grant.refreshToken }, tokenExpiresAt: from(3_600), refreshDueAt: from(3_300) } } as never,
      })
    },
  },
]

it('ends where the model ends, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(events.map((event) => fc.constant(command(event))), { maxCommands: 25, size: '+1' }), async (commands) => {
      service.turn()
      const grant = service.newGrant()
      const id = await makeGranted({ payload: stage.payload, account: account.id, owner: account.people.owner.id, service, grant })
      await fc.asyncModelRun(() => ({ model: { status: 'active', mood: 'fine', isEnded: false, isResting: false, isUnsure: false } as Model, real: { id, grant } }), commands)
    }),
    { numRuns: 20, endOnFailure: false, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: false },
  )
}, 120_000)
