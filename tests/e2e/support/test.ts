import { randomBytes } from 'node:crypto'
import { type BrowserContextOptions, type Page, expect, test as base } from '@playwright/test'
import { type Api, openApi, type Person, type SignedIn } from './signIn.ts'
import { type Station, startStation } from './startStation.ts'
import { alone, takeTurn } from './takeTurn.ts'
import { watchPage } from './watchPage.ts'

export type Account = { id: string; name: string }
type Visitor = { person: Person; account?: Account; context?: BrowserContextOptions }

type Fixtures = {
  /** Whoever measures waits for the others. */
  turn: void
  /** Where workers say that they are at work. */
  busyFolder: string
  /** Of the app under test. */
  address: string
  /** The platform admin of the installation. */
  platform: Person
  /** Owner of every account that tests make. */
  owner: Person
  /** Plain member of every account that tests make. */
  member: Person
  /** Another one. */
  colleague: Person
  anonymous: Api
  /** An account of this test alone. */
  account: Account
  /** A page of somebody who is signed in already. All pages are watched, and must be without fault at the end. */
  visit(visitor: Visitor): Promise<Page>
  /** A service with a row that was never seen before; `isLive` puts the row into the catalog. */
  openStation(options?: { isLive: boolean }): Promise<Station>
  faults: string[]
}

export const unique = (): string => randomBytes(5).toString('hex')
/** No word of the dictionary of key shapes, and nowhere in a file. */
export const makeDemoKey = (kind: 'good' | 'wrong' | 'limited' | 'down' = 'good'): string => ['demo', kind, unique()].join('_')

const people: Partial<Record<string, SignedIn>> = JSON.parse(process.env['E2E_PEOPLE'] ?? '{}')
const personOf = ({ name, address }: { name: string; address: string }): Person => {
  const found = people[name]
  if (found === undefined) throw new Error('Nobody is signed in: support/signInPeople.ts of the global setup does that.')
  return { ...found, ...openApi({ baseUrl: address, authorization: `JWT ${found.session}` }) }
}

export const test = base.extend<Fixtures>({
  turn: [
    async ({ busyFolder }, use, { parallelIndex, tags }) => {
      const end = await takeTurn({ folder: busyFolder, worker: parallelIndex, isAlone: tags.includes(alone) })
      await use()
      end()
    },
    // What the others still do is no time of this test.
    { auto: true, timeout: 240_000 },
  ],
  busyFolder: String(process.env['E2E_BUSY']),
  address: String(process.env['E2E_BASE_URL']),
  anonymous: async ({ address }, use) => use(openApi({ baseUrl: address })),
  platform: async ({ address }, use) => use(personOf({ name: 'platform', address })),
  owner: async ({ address }, use) => use(personOf({ name: 'owner', address })),
  member: async ({ address }, use) => use(personOf({ name: 'member', address })),
  colleague: async ({ address }, use) => use(personOf({ name: 'colleague', address })),

  account: async ({ platform, owner, member, colleague }, use) => {
    const name = `Test ${unique()}`
    const { doc } = await platform.must('POST', '/accounts', { name, slug: name.toLowerCase().replace(' ', '-') })
    await platform.must('POST', '/memberships', { account: doc.id, user: owner.id, role: 'owner' })
    for (const person of [member, colleague]) await owner.must('POST', '/memberships', { account: doc.id, user: person.id, role: 'member' })
    await use({ id: doc.id, name })
    // An owner would have to prove their password, which is not to be tried often.
    await platform.must('DELETE', `/accounts/${doc.id}`)
  },
  faults: async ({ address }, use) => {
    const faults: string[] = []
    await use(faults)
    expect(faults, `what no page of ${address} may do`).toEqual([])
  },
  visit: async ({ browser, address, faults }, use) => {
    const contexts: { close(): Promise<void> }[] = []
    await use(async ({ person, account, context: options }) => {
      const context = await browser.newContext({ baseURL: address, viewport: { width: 1280, height: 800 }, ...options })
      contexts.push(context)
      await context.addCookies([
        { name: 'payload-token', value: person.session, url: address, httpOnly: true, sameSite: 'Lax' },
        ...(account === undefined ? [] : [{ name: 'patchbay-account', value: account.id, url: address }]),
      ])
      const page = await context.newPage()
      watchPage({ page, faults })
      return page
    })
    for (const context of contexts) await context.close()
  },
  page: async ({ page, faults }, use) => {
    watchPage({ page, faults })
    await use(page)
  },
  openStation: async ({ platform }, use) => {
    const stations: Station[] = []
    await use(async ({ isLive } = { isLive: true }) => {
      const id = unique()
      const station = await startStation({ key: `station-${id}`, name: `Station ${id}` })
      stations.push(station)
      if (isLive) await importRow({ platform, row: station.row })
      return station
    })
    for (const station of stations) {
      await station.close()
      // Out of the way of the tests that follow; accounts that used it are gone with their test, or soon.
      await platform.must('POST', '/integration-providers/import', { providers: [{ ...station.row, status: 'hidden' }] })
    }
  },
})

/** As a platform admin does: the row is live when this returns. */
export async function importRow({ platform, row }: { platform: Person; row: Record<string, unknown> }): Promise<void> {
  const { results } = await platform.must('POST', '/integration-providers/import', { providers: [row] })
  expect(results, 'the row is accepted').toMatchObject([{ key: row['key'], action: expect.stringMatching(/created|updated/) }])
}

export { expect }
