import { randomBytes } from 'node:crypto'
import { signIn } from './signIn.ts'

const demanded = (name: string): string => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: tests/support/startTestApp.ts sets it.`)
  return value
}

/**
 * Global setup after the app runs: makes the people of the tests and signs each in once, because sign-ins are counted by
 * address and every worker that follows a failed test would sign in anew. Workers find them in E2E_PEOPLE.
 */
export default async function signInPeople(): Promise<void> {
  const baseUrl = demanded('E2E_BASE_URL')
  const platform = await signIn({ baseUrl, email: demanded('PATCHBAY_ADMIN_EMAIL'), password: demanded('PATCHBAY_ADMIN_PASSWORD') })
  const makePerson = async (name: string) => {
    const [email, password] = [`${name.toLowerCase()}-${randomBytes(5).toString('hex')}@patchbay.test`, randomBytes(12).toString('hex')]
    await platform.must('POST', '/users', { email, password, name, platformRole: 'none' })
    return signIn({ baseUrl, email, password })
  }
  const people = { platform, owner: await makePerson('Olga'), member: await makePerson('Miro'), colleague: await makePerson('Cleo') }
  process.env['E2E_PEOPLE'] = JSON.stringify(people)
}
