import type { PayloadRequest } from 'payload'
import type { Env } from '#src/env.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { countUsers, createAccount, createMembership, createUser, findAccount, hasMembers } from './stores/people.ts'

/**
 * The first platform admin from the environment, and in demo mode one account with an owner; all of it or nothing. What
 * is there already stays as it is, passwords included; only an account that nobody is in gets its owner.
 */
export const seedPeople = ({ req, env }: { req: PayloadRequest; env: Env }): Promise<void> =>
  inTransaction({
    req,
    work: async () => {
      await seedAdmin({ req, env })
      await seedDemo({ req, env })
    },
  })

async function seedAdmin({ req, env: { PATCHBAY_ADMIN_EMAIL: email, PATCHBAY_ADMIN_PASSWORD: password } }: { req: PayloadRequest; env: Env }): Promise<void> {
  if (email === undefined || password === undefined || (await countUsers({ req, platformAdminsOnly: true })) > 0) return
  await createUser({ req, email, password, name: 'Platform admin', platformRole: 'admin' })
}

async function seedDemo({ req, env }: { req: PayloadRequest; env: Env }): Promise<void> {
  if (!env.PATCHBAY_DEMO || env.PATCHBAY_DEMO_PASSWORD === undefined) return
  const existing = await findAccount({ req, slug: 'northwind' })
  if (existing !== null && (await hasMembers({ req, account: existing }))) return
  const user = await createUser({ req, email: env.PATCHBAY_DEMO_EMAIL, password: env.PATCHBAY_DEMO_PASSWORD, name: 'Mara Klein', platformRole: 'none' })
  const account = existing ?? (await createAccount({ req, name: 'Northwind', slug: 'northwind' }))
  await createMembership({ req, account, user, role: 'owner' })
}
