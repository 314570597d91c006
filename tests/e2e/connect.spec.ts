import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Page } from '@playwright/test'
import type { Station } from './support/startStation.ts'
import { expect, importRow, makeDemoKey, test, unique } from './support/test.ts'

/** What happens in the connect dialog when things are pasted, and when they go wrong. */

const dialogOf = (page: Page) => page.getByRole('dialog')
const makeSignalKey = (station: Station): string => {
  const key = `sig-${unique()}`
  station.keys.add(key)
  return key
}
/** The dialog of the station, ready to be typed into. */
async function open({ page, station }: { page: Page; station: Station }) {
  await page.goto(`/marketplace/${station.row.key}?connect`)
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('textbox', { name: 'Signal key' })).toBeFocused()
  return { dialog, key: dialog.getByRole('textbox', { name: 'Signal key' }), crew: dialog.getByRole('textbox', { name: 'Crew' }), save: dialog.getByRole('button', { name: 'Test & save' }) }
}
/** As people do it, so that nothing but the page's own handling decides what arrives. */
async function paste({ page, text }: { page: Page; text: string }): Promise<void> {
  await page.evaluate((value) => navigator.clipboard.writeText(value), text)
  await page.keyboard.press('ControlOrMeta+v')
}
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] }

test('a paste is cleaned, judged and spread over the fields, and says so', async ({ visit, owner, account, openStation }) => {
  const station = await openStation()
  const page = await visit({ person: owner, account, context: clipboard })
  const { dialog, key, crew, save } = await open({ page, station })
  const good = makeSignalKey(station)

  await test.step('what was copied along is taken off', async () => {
    await paste({ page, text: `  SIGNAL_KEY="${good}"\n` })
    await expect(key).toHaveValue(good)
    await expect(dialog.getByText('We removed line breaks, spaces, the name before “=” and quotes.')).toBeVisible()
    await expect(key).toHaveAccessibleDescription(/Begins with sig-.*We removed/)
  })

  await test.step('another form is said at once and stands in nobody’s way', async () => {
    await key.press('ControlOrMeta+a')
    await paste({ page, text: 'no-such-form' })
    await expect(dialog.getByText('This does not look like the usual Signal key, for example sig-abc.')).toBeVisible()
    await expect(save).toBeEnabled()
    await key.fill('')
    await expect(dialog.getByText(/does not look like the usual/)).toBeHidden()
    await key.pressSequentially('typed-wrong')
    await crew.fill('vega')
    await expect(dialog.getByText('This does not look like the usual Signal key, for example sig-abc.'), 'when the field is left').toBeVisible()
  })

  await test.step('a block of variables fills what it names, and names the rest', async () => {
    const secret = `postgres://u:${unique()}@h`
    await key.press('ControlOrMeta+a')
    await paste({ page, text: `# station\nexport STATION_SIGNAL_KEY='${good}'\r\nCREW=vega\r\nDATABASE_URL=${secret}\n` })
    await expect(key).toHaveValue(good)
    await expect(crew).toHaveValue('vega')
    await expect(dialog.getByText('Filled in Signal key and Crew. Not used: DATABASE_URL.')).toBeVisible()
    expect(await page.content()).not.toContain(secret)
    await crew.fill('')
    await crew.focus()
    await paste({ page, text: JSON.stringify({ station: { crew: 'lyra' }, other: 'x' }) })
    await expect(crew).toHaveValue('lyra')
  })

  await test.step('a block that fits nothing is not run together into one value', async () => {
    await key.press('ControlOrMeta+a')
    await paste({ page, text: 'ONE=first\nTWO=second' })
    await expect(dialog.getByText(/none of their names fits a field here: ONE and TWO/)).toBeVisible()
    await expect(key).toHaveValue(good)
  })

  await test.step('hidden at first; showing it is said', async () => {
    await expect(key).toHaveAttribute('type', 'password')
    await expect(key).toHaveAttribute('autocomplete', 'off')
    await dialog.getByRole('button', { name: 'Show Signal key' }).click()
    await expect(key).toHaveAttribute('type', 'text')
    await expect(dialog.getByRole('status').filter({ hasText: 'Signal key is visible.' })).toBeAttached()
    await dialog.getByRole('button', { name: 'Hide Signal key' }).click()
    await expect(key).toHaveAttribute('type', 'password')
    await expect(dialog.getByRole('status').filter({ hasText: 'Signal key is hidden.' })).toBeAttached()
  })

  await test.step('success names the account, and a further dialog begins empty', async () => {
    await save.click()
    await expect(dialog.getByRole('heading', { name: 'Connected as Station of lyra' })).toBeFocused()
    expect(await page.content()).not.toContain(good)
    await dialog.getByRole('button', { name: 'Connect another' }).click()
    await expect(key).toHaveValue('')
    await expect(dialog.getByLabel('Name')).toHaveValue(`${station.row.name} 2`)
  })

  await test.step('a key of a form the row does not know is good when the service says so', async () => {
    const odd = `new-form-${unique()}`
    station.keys.add(odd)
    await key.fill(odd)
    await crew.fill('vega')
    await expect(dialog.getByText('This does not look like the usual Signal key, for example sig-abc.')).toBeVisible()
    await save.click()
    await expect(dialog.getByRole('heading', { name: 'Connected as Station of vega' })).toBeFocused()
  })
})

test('another provider’s key is recognised, and goes along to its own dialog', async ({ visit, owner, account, openStation }) => {
  const station = await openStation()
  const page = await visit({ person: owner, account, context: clipboard })
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  const { dialog } = await open({ page, station })
  const demo = makeDemoKey()
  await paste({ page, text: demo })
  await expect(dialog.getByText('This looks like a key of Demo service.')).toBeVisible()
  await dialog.getByRole('link', { name: 'Connect Demo service instead' }).click()
  await expect(dialog.getByRole('heading', { name: 'Connect Demo service' })).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'API key' })).toHaveValue(demo)
  await expect(dialog.getByText(`This is the key you pasted for ${station.row.name}.`)).toBeVisible()
  expect(sent.filter((one) => one.includes(demo))).toEqual([])
  expect(await page.evaluate(() => [location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, JSON.stringify(history.state)].join(' '))).not.toContain(demo)
  await dialog.getByRole('button', { name: 'Test & save' }).click()
  await expect(dialog.getByRole('heading', { name: 'Connected as Demo account' })).toBeVisible()
})

test('a row decides what is asked, in what frame, and when', async ({ visit, owner, platform, account, openStation }) => {
  const station = await openStation()
  const [method] = station.row['authMethods'] as { fields: Record<string, unknown>[]; inject: object[] }[]
  const [secret, crew] = method!.fields
  const plan = { name: 'plan', label: 'Plan', secret: false, options: [{ value: 'solo', label: 'Solo' }, { value: 'team', label: 'Team' }], default: 'solo' }
  const site = { name: 'site', label: 'Site', secret: false, required: false, prefix: 'https://', suffix: '.orbit.test', helpUrl: 'https://station.example/settings#site' }
  const team = { name: 'teamId', label: 'Team ID', secret: false, showWhen: { field: 'plan', equals: 'team' } }
  const oauth = { key: 'oauth', type: 'oauth2_code', label: 'Sign in', oauth: { authorizationUrl: 'https://station.example/a', tokenUrl: 'https://station.example/t' } }
  const two = { ...method, key: 'second', label: 'Second way', fields: [secret, crew, site, plan, team] }
  await importRow({ platform, row: { ...station.row, helpUrl: 'https://station.example/keys', authMethods: [oauth, method, two] } })
  const page = await visit({ person: owner, account, context: clipboard })
  const { dialog, key, crew: crewField, save } = await open({ page, station })

  await expect(key).toHaveAttribute('placeholder', 'sig-abc')
  await expect(key).toHaveAccessibleDescription('Begins with sig-')
  await expect(dialog.getByLabel('Name')).toHaveValue(station.row.name)
  await expect(dialog.getByRole('radio', { name: 'Sign in (coming)' })).not.toBeChecked()
  await expect(dialog.getByRole('radio', { name: 'Signal key' })).toBeChecked()
  const good = makeSignalKey(station)
  await key.fill(good)
  await dialog.getByRole('radio', { name: 'Sign in (coming)' }).check()
  await expect(dialog.getByText(`Signing in at ${station.row.name} is not set up on this installation yet.`)).toBeVisible()
  await dialog.getByRole('radio', { name: 'Second way' }).check()
  await expect(key).toHaveValue(good)

  const links = dialog.getByRole('link', { name: 'Where do I find this? (opens in a new tab)' })
  await expect(links).toHaveCount(2)
  await expect(links.nth(0)).toHaveAttribute('href', 'https://station.example/keys')
  await expect(links.nth(1)).toHaveAttribute('href', 'https://station.example/settings#site')
  await expect(links.nth(1)).toHaveAttribute('target', '_blank')

  await crewField.fill('vega')
  await dialog.getByRole('textbox', { name: 'Site' }).focus()
  for (const frame of ['https://', '.orbit.test']) await expect(dialog.getByText(frame, { exact: true })).toBeVisible()
  await paste({ page, text: 'https://base.orbit.test/settings' })
  await expect(dialog.getByRole('textbox', { name: 'Site' })).toHaveValue('base')

  await expect(dialog.getByRole('textbox', { name: 'Team ID' })).toBeHidden()
  await expect(dialog.getByRole('combobox', { name: 'Plan' }), 'the default').toHaveValue('solo')
  await dialog.getByRole('combobox', { name: 'Plan' }).selectOption('Team')
  await expect(dialog.getByRole('textbox', { name: 'Team ID' })).toBeVisible()
  expect((await dialog.locator('label[for]').allTextContents()).slice(0, 5), 'in the order of the row').toEqual(['Signal key', 'Crew', 'Site (optional)', 'Plan', 'Team ID'])
  await save.click()
  await expect(dialog.getByRole('textbox', { name: 'Team ID' })).toBeFocused()
  await expect(dialog.getByText('Team ID is needed.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Team ID' }).fill('blue')

  await test.step('an expiry lies ahead and is the end of its day', async () => {
    await dialog.getByLabel('Expires on').fill('2020-01-01')
    await save.click()
    await expect(dialog.getByText('This day is not in the future.')).toBeVisible()
    await expect(dialog.getByLabel('Expires on')).toBeFocused()
    await dialog.getByLabel('Expires on').fill('12099-12-31')
    await save.click()
    await expect(dialog.getByText('A year has four digits.')).toBeVisible()
    await dialog.getByLabel('Expires on').fill('2099-12-31')
  })
  await test.step('the trust line leads to how keys are kept, and the dialog stays', async () => {
    await expect(dialog.getByText('Encrypted before it is stored. No one, including us, can read it back here.')).toBeVisible()
    const opening = page.waitForEvent('popup')
    await dialog.getByRole('link', { name: 'How keys are kept (opens in a new tab)' }).click()
    const keys = await opening
    await expect(keys).toHaveURL(/\/keys$/)
    await expect(keys.getByRole('heading', { level: 1, name: 'How keys are kept' })).toBeVisible()
    await keys.close()
    await expect(key).toHaveValue(good)
  })
  await save.click()
  await expect(dialog.getByRole('heading', { name: 'Connected as Station of vega' })).toBeVisible()
  const { docs } = await owner.must('GET', `/connections?where[account][equals]=${account.id}`)
  expect(docs).toMatchObject([{ authMethod: 'second', fields: { crew: 'vega', site: 'base', plan: 'team', teamId: 'blue' } }])
  expect(docs[0].expiresAt).toBe(await page.evaluate(() => new Date(2099, 11, 31, 23, 59, 59).toISOString()))
})

test('a test is stopped for good, and a double click makes one connection', async ({ visit, owner, account, openStation }) => {
  const station = await openStation()
  const page = await visit({ person: owner, account })
  const { dialog, key, crew, save } = await open({ page, station })
  await key.fill(makeSignalKey(station))
  await crew.fill('vega')
  const { promise, resolve } = Promise.withResolvers<ServerResponse>()
  station.turn(resolve)
  await save.click()
  const waiting = await promise
  const gone = once(waiting, 'close')
  const steps = dialog.getByRole('list', { name: 'Working…' })
  await expect(steps.getByRole('listitem')).toHaveText(['Checked the form', `Reaching ${station.host}…`, 'Sign in'])
  await test.step('what turns meanwhile stands still for those who want no motion', async () => {
    const countMoving = () => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)
    expect(await countMoving(), 'it does turn for all others').toBeGreaterThan(0)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await expect.poll(countMoving).toBe(0)
    await page.emulateMedia({ reducedMotion: null })
  })
  await dialog.getByRole('button', { name: 'Stop' }).click()
  await expect(dialog.getByRole('status').filter({ hasText: 'Stopped. What you typed is still here.' })).toBeVisible()
  await gone
  expect(waiting.writableFinished).toBe(false)
  expect((await owner.must('GET', `/connections?where[account][equals]=${account.id}`)).totalDocs).toBe(0)

  station.turn()
  const asked = station.seen.length
  await save.dblclick()
  await expect(dialog.getByRole('heading', { name: 'Connected as Station of vega' })).toBeVisible()
  expect(station.seen.slice(asked).map(({ path }) => path)).toEqual(['/orbit/whoami'])
  expect((await owner.must('GET', `/connections?where[account][equals]=${account.id}`)).totalDocs).toBe(1)
})

test('nothing typed is lost when the session ends, the network goes or Back is pressed', async ({ visit, owner, account, openStation }) => {
  const station = await openStation()
  const page = await visit({ person: owner, account })
  const dialog = dialogOf(page)
  await page.goto('/marketplace')
  await page.goto(`/marketplace/${station.row.key}`)
  await expect(async () => {
    await page.getByRole('button', { name: `Connect ${station.row.name}` }).click()
    await expect(dialog).toBeVisible({ timeout: 2_000 })
  }).toPass()
  const [key, crew, save] = [dialog.getByRole('textbox', { name: 'Signal key' }), dialog.getByRole('textbox', { name: 'Crew' }), dialog.getByRole('button', { name: 'Test & save' })]
  const good = makeSignalKey(station)

  await test.step('a press beside the dialog closes a clean one, and asks once something is typed', async () => {
    await page.mouse.click(8, 400)
    await expect(dialog).toBeHidden()
    await page.getByRole('button', { name: `Connect ${station.row.name}` }).click()
    await key.fill(good)
    await crew.fill('vega')
    await page.mouse.click(8, 400)
    const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' })
    await question.getByRole('button', { name: 'Keep editing' }).click()
    await expect(question).toBeHidden()
    await expect(key).toHaveValue(good)
  })

  await test.step('Back asks, and leaves when told to', async () => {
    await page.goBack()
    const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' })
    await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused()
    await question.getByRole('button', { name: 'Keep editing' }).click()
    await expect(key).toHaveValue(good)
    await expect(page).toHaveURL(/\?connect/)
    await page.goBack()
    await question.getByRole('button', { name: 'Discard' }).click()
    await expect(dialog).toBeHidden()
    await expect(page).toHaveURL(new RegExp(`/marketplace/${station.row.key}$`))
    await page.getByRole('button', { name: `Connect ${station.row.name}` }).click()
    await expect(key).toHaveValue('')
    await key.fill(good)
    await crew.fill('vega')
  })

  await test.step('offline it says so, and goes on when the network is back', async () => {
    await page.context().setOffline(true)
    await save.click()
    const refusal = dialog.getByRole('alert').filter({ hasText: 'Patchbay could not be reached.' })
    await expect(refusal).toBeFocused()
    await expect(key).toHaveValue(good)
    await page.context().setOffline(false)
  })

  await test.step('who was signed out signs in again in the dialog', async () => {
    await page.context().clearCookies({ name: 'payload-token' })
    await save.click()
    const again = dialog.getByRole('form', { name: 'Your session has ended' })
    await expect(again).toContainText(owner.email)
    const password = again.getByLabel('Your password for Patchbay')
    await expect(password).toBeFocused()
    await password.fill(unique())
    await password.press('Enter')
    await expect(again.getByRole('alert')).toContainText('That password is not right.')
    await password.fill(owner.password)
    await password.press('Enter')
    await expect(dialog.getByRole('heading', { name: 'Connected as Station of vega' })).toBeFocused()
  })

  await test.step('Back closes what is done, and only then leaves the page', async () => {
    await page.goBack()
    await expect(dialog).toBeHidden()
    await expect(page).toHaveURL(new RegExp(`/marketplace/${station.row.key}$`))
    await page.goBack()
    await expect(page).toHaveURL(/\/marketplace$/)
  })
})

test('a dialog saves in the account it was opened for, or not at all', async ({ visit, owner, member, platform, account, openStation }) => {
  const station = await openStation()
  const name = `Other ${unique()}`
  const { doc: other } = await platform.must('POST', '/accounts', { name, slug: name.toLowerCase().replace(' ', '-') })
  await platform.must('POST', '/memberships', { account: other.id, user: owner.id, role: 'owner' })

  await test.step('an account switched in another tab is asked about before anything is sent', async () => {
    const page = await visit({ person: owner, account })
    const { dialog, key, crew, save } = await open({ page, station })
    await key.fill(makeSignalKey(station))
    await crew.fill('vega')
    const seen = station.seen.length
    const otherTab = await page.context().newPage()
    await otherTab.goto('/marketplace')
    await otherTab.getByRole('button', { name: /Switch account/ }).click()
    await otherTab.getByRole('menuitemradio', { name: new RegExp(name) }).click()
    await expect(otherTab.getByRole('button', { name: `Account: ${name}. Switch account` })).toBeVisible()
    await save.click()
    const question = dialog.getByRole('alertdialog', { name: 'You switched to another account in another tab' })
    await expect(question).toContainText(account.name)
    expect(station.seen).toHaveLength(seen)
    await question.getByRole('button', { name: `Save in ${account.name}` }).click()
    await expect(dialog.getByRole('heading', { name: 'Connected as Station of vega' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('button', { name: `Account: ${account.name}. Switch account` })).toBeVisible()
    const listed = await owner.must('GET', '/connections?limit=100')
    expect(listed.docs.filter((one: { account: string }) => one.account === other.id)).toEqual([])
  })
  await platform.must('DELETE', `/accounts/${other.id}`)

  await test.step('who may only look by then is told who can', async () => {
    const page = await visit({ person: member, account })
    const { dialog, key, crew, save } = await open({ page, station })
    await key.fill(makeSignalKey(station))
    await crew.fill('lyra')
    const { docs } = await owner.must('GET', `/memberships?where[account][equals]=${account.id}&where[user][equals]=${member.id}`)
    await owner.must('PATCH', `/memberships/${docs[0].id}`, { role: 'viewer' })
    await save.click()
    const refusal = dialog.getByRole('alert').filter({ hasText: `You may look at “${account.name}”, but no longer connect there.` })
    await expect(refusal).toBeFocused()
    await expect(refusal).toContainText('Members, admins and owners of the account can.')
    await expect(crew).toHaveValue('lyra')
  })

  await test.step('a viewer finds no button that does nothing, but who can', async () => {
    const page = await visit({ person: member, account })
    await page.goto(`/marketplace/${station.row.key}?connect`)
    await expect(page.getByText('Viewers cannot connect services. Ask Olga.')).toBeVisible()
    await expect(dialogOf(page)).toBeHidden()
  })
})

test('a row that changes under an open dialog changes the dialog, and keeps what was typed', async ({ visit, owner, platform, account, openStation }) => {
  const station = await openStation()
  const page = await visit({ person: owner, account })
  const { dialog, key, crew, save } = await open({ page, station })
  const good = makeSignalKey(station)
  await key.fill(good)
  await crew.fill('vega')
  const [method] = station.row['authMethods'] as { fields: object[] }[]
  await importRow({ platform, row: { ...station.row, authMethods: [{ ...method, fields: [...method!.fields, { name: 'deck', label: 'Deck', secret: false }] }] } })
  await save.click()
  const refusal = dialog.getByRole('alert').filter({ hasText: `The platform changed this form of ${station.row.name} while it was open.` })
  await expect(refusal).toBeFocused()
  await expect(dialog.getByRole('textbox', { name: 'Deck' })).toBeVisible()
  await expect(key).toHaveValue(good)
  expect(station.seen).toEqual([])
  await dialog.getByRole('textbox', { name: 'Deck' }).fill('three')
  await save.click()
  await expect(dialog.getByRole('heading', { name: 'Connected as Station of vega' })).toBeVisible()

  await test.step('a row that was hidden says so', async () => {
    await dialog.getByRole('button', { name: 'Connect another' }).click()
    await key.fill(good)
    await crew.fill('lyra')
    await dialog.getByRole('textbox', { name: 'Deck' }).fill('four')
    await importRow({ platform, row: { ...station.row, status: 'hidden' } })
    await save.click()
    await expect(dialog.getByRole('alert').filter({ hasText: 'takes no new connections' })).toBeFocused()
    await expect(crew).toHaveValue('lyra')
  })
})
