import type { PayloadRequest } from 'payload'
import type { Env } from '#src/env.ts'
import { countUsers, createAccount, createMembership, createUser, findAccount } from './stores/people.ts'

/** The first platform admin from the environment, and in demo mode one account with an owner. Never changes a password. */
export async function seedPeople({ req, env }: { req: PayloadRequest; env: Env }): Promise<void> {
  const { PATCHBAY_ADMIN_EMAIL: email, PATCHBAY_ADMIN_PASSWORD: password } = env
  if (email !== undefined && password !== undefined && (await countUsers({ req, platformAdminsOnly: true })) === 0) {
    await createUser({ req, email, password, name: 'Platform admin', platformRole: 'admin' })
  }
  if (!env.PATCHBAY_DEMO || env.PATCHBAY_DEMO_PASSWORD === undefined || (await findAccount({ req, slug: 'northwind' })) !== null) return
  const user = await createUser({ req, email: env.PATCHBAY_DEMO_EMAIL, password: env.PATCHBAY_DEMO_PASSWORD, name: 'Mara Klein', platformRole: 'none' })
  const account = await createAccount({ req, name: 'Northwind', slug: 'northwind' })
  await createMembership({ req, account, user, role: 'owner' })
}
