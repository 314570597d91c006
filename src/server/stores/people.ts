import type { PayloadRequest } from 'payload'

/** Used by seeding only: people and accounts are otherwise made over HTTP, with access. */

const system = { overrideAccess: true, depth: 0 } as const

export async function countUsers({ req, platformAdminsOnly }: { req: PayloadRequest; platformAdminsOnly: boolean }): Promise<number> {
  const { totalDocs } = await req.payload.count({ collection: 'users', ...(platformAdminsOnly ? { where: { platformRole: { equals: 'admin' } } } : {}), overrideAccess: true, req })
  return totalDocs
}

type NewUser = { req: PayloadRequest; email: string; password: string; name: string; platformRole: 'admin' | 'none' }

/** The id of the user with that address, made if there is none. */
export async function createUser({ req, email, password, name, platformRole }: NewUser): Promise<string> {
  const { docs } = await req.payload.find({ collection: 'users', where: { email: { equals: email } }, limit: 1, pagination: false, ...system, req })
  const existing = docs[0]?.id
  return existing ?? (await req.payload.create({ collection: 'users', data: { email, password, name, platformRole }, ...system, req })).id
}

export async function findAccount({ req, slug }: { req: PayloadRequest; slug: string }): Promise<string | null> {
  const { docs } = await req.payload.find({ collection: 'accounts', where: { slug: { equals: slug } }, limit: 1, pagination: false, ...system, req })
  return docs[0]?.id ?? null
}

export async function createAccount({ req, name, slug }: { req: PayloadRequest; name: string; slug: string }): Promise<string> {
  return (await req.payload.create({ collection: 'accounts', data: { name, slug }, ...system, req })).id
}

export async function createMembership({ req, account, user, role }: { req: PayloadRequest; account: string; user: string; role: 'owner' | 'admin' | 'member' | 'viewer' }): Promise<void> {
  await req.payload.create({ collection: 'memberships', data: { account, user, role }, ...system, req })
}

export async function hasMembers({ req, account }: { req: PayloadRequest; account: string }): Promise<boolean> {
  const { totalDocs } = await req.payload.count({ collection: 'memberships', where: { account: { equals: account } }, overrideAccess: true, req })
  return totalDocs > 0
}
