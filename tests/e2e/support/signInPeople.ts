import { randomBytes } from 'node:crypto'
import { type SignedIn, signIn } from './signIn.ts'

/**
 * Global setup after the apps run: makes the people of the tests in each and signs them in once, because sign-ins are
 * counted by address and every worker that follows a failed test would sign in anew. Workers find them in E2E_PEOPLE.
 */
export default async function signInPeople(): Promise<void> {
  const apps = JSON.parse(process.env['E2E_APPS'] ?? '[]') as Record<string, string>[]
  const manned = await Promise.all(apps.map(async (env) => ({ ...env, E2E_PEOPLE: JSON.stringify(await makePeople(env)) })))
  process.env['E2E_APPS'] = JSON.stringify(manned)
}

async function makePeople(env: Record<string, string>): Promise<Record<string, SignedIn>> {
  const demanded = (name: string): string => {
    const value = env[name]
    if (value === undefined) throw new Error(`${name} is not set: tests/support/startTestApp.ts sets it.`)
    return value
  }
  const baseUrl = demanded('E2E_BASE_URL')
  const platform = await signIn({ baseUrl, email: demanded('PATCHBAY_ADMIN_EMAIL'), password: demanded('PATCHBAY_ADMIN_PASSWORD') })
  const makePerson = async (name: string) => {
    const [email, password] = [`${name.toLowerCase()}-${randomBytes(5).toString('hex')}@patchbay.test`, randomBytes(12).toString('hex')]
    await platform.must('POST', '/users', { email, password, name, platformRole: 'none' })
    return signIn({ baseUrl, email, password })
  }
  return { platform, owner: await makePerson('Olga'), member: await makePerson('Miro'), colleague: await makePerson('Cleo') }
}
