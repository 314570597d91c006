import { expect, test, unique } from './support/test.ts'
import { refusal } from './support/startStation.ts'

/** A provider and a service that no code has seen, made through the HTTP API alone, against an app that keeps running. */
test('a provider made over HTTP is connected, tested and called at once', async ({ visit, openStation, platform, owner, account, anonymous }) => {
  const station = await openStation({ isLive: false })
  const { key, name } = station.row
  const good = `sig-${unique()}`
  station.keys.add(good)
  const page = await visit({ person: owner, account })
  await page.goto('/marketplace')
  await expect(page.getByRole('link', { name })).toHaveCount(0)

  await test.step('a dry run says what would come and writes nothing', async () => {
    const { results } = await platform.must('POST', '/integration-providers/import', { providers: [station.row], dryRun: true })
    expect(results).toMatchObject([{ key, action: 'created', problems: [] }])
    await page.reload()
    await expect(page.getByRole('link', { name })).toHaveCount(0)
  })

  await test.step('a faulty row is refused by path and reason, and nobody but the platform imports', async () => {
    const faulty = { ...station.row, authMethods: [{ ...(station.row['authMethods'] as object[])[0], inject: [{ in: 'header', name: 'X-Station-Key', value: '{{nowhere}}' }] }] }
    const { results } = await platform.must('POST', '/integration-providers/import', { providers: [faulty] })
    expect(results).toMatchObject([{ key, action: 'refused' }])
    expect(JSON.stringify(results[0].problems)).toContain('nowhere')
    expect((await owner.call('POST', '/integration-providers/import', { providers: [station.row] })).status).toBe(403)
    expect((await anonymous.call('POST', '/integration-providers/import', { providers: [station.row] })).status).toBe(401)
  })

  await test.step('the row is in the Marketplace with the next look', async () => {
    const { results } = await platform.must('POST', '/integration-providers/import', { providers: [station.row] })
    expect(results).toMatchObject([{ key, action: 'created' }])
    await page.reload()
    await page.getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    const sends = page.getByRole('complementary')
    await expect(sends).toContainText('X-Station-Key')
    await expect(sends).toContainText(station.host)
  })

  const dialog = page.getByRole('dialog')
  await test.step('the dialog is drawn from the row and relays the service’s own words', async () => {
    await page.getByRole('button', { name: `Connect ${name}` }).click()
    await expect(dialog.getByText('Ask the station for a signal key.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Signal key' }).fill('sig-wrong')
    await dialog.getByLabel('Crew').fill('vega')
    await dialog.getByRole('button', { name: 'Test & save' }).click()
    await dialog.getByRole('alert').getByText('Details').click()
    await expect(dialog.getByRole('alert')).toContainText(refusal)
    expect(station.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /orbit/whoami'])
  })

  await test.step('the right key connects and names who answered', async () => {
    await dialog.getByRole('textbox', { name: 'Signal key' }).fill(good)
    await dialog.getByRole('button', { name: 'Test & save' }).click()
    await expect(dialog.getByRole('heading', { name: 'Connected as Station of vega' })).toBeVisible()
    await dialog.getByRole('link', { name: 'Go to Settings' }).click()
    const row = page.getByRole('row', { name: new RegExp(`^${name}`) })
    await row.getByRole('button', { name: `Test ${name}` }).click()
    await expect(page.getByRole('status').filter({ hasText: `“${name}” works as Station of vega.` })).toBeVisible()
  })

  const { token } = await owner.must('POST', '/api-tokens', { name: 'New provider', account: account.id, scopes: ['use'] })
  const callBeacons = () => anonymous.call('POST', `/proxy/accounts/${account.id}/${key}/beacons?lamp=red`, { blink: 3 }, { authorization: `Bearer ${token}` })
  await test.step('a call through the proxy carries the credential where the row says, and only there', async () => {
    const answer = await callBeacons()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-patchbay-source')).toBe('byo')
    const call = station.seen.at(-1)!
    expect([call.method, call.path]).toEqual(['POST', '/orbit/beacons'])
    expect(Object.fromEntries(call.query)).toEqual({ lamp: 'red', crew: 'vega' })
    expect(JSON.parse(call.body)).toEqual({ blink: 3 })
    expect(call.headers['x-station-key']).toBe(`Signal ${good}`)
    const elsewhere = Object.entries(call.headers).filter(([header]) => header !== 'x-station-key')
    expect(JSON.stringify([elsewhere, call.path, [...call.query], call.body])).not.toContain(good)
    expect(JSON.stringify(call)).not.toContain(token)
  })

  await test.step('an edited row acts at once: a changed way of sending waits for the account’s consent, then is used', async () => {
    const [method] = station.row['authMethods'] as Record<string, unknown>[]
    const inject = [{ in: 'header', name: 'X-Station-Key', value: 'Signal {{signalKey}}' }, { in: 'query', name: 'crew', value: 'crew-{{crew}}' }]
    await platform.must('POST', '/integration-providers/import', { providers: [{ ...station.row, authMethods: [{ ...method, inject }] }] })
    const [before, refused] = [station.seen.length, await callBeacons()]
    expect([refused.status, refused.body.errors[0].code]).toEqual([409, 'host_consent_required'])
    expect(station.seen).toHaveLength(before)

    await page.reload()
    const banner = page.getByRole('region', { name: /needs? attention/ }).getByRole('listitem').filter({ hasText: `The platform changed how keys are sent to ${name}.` })
    await banner.getByRole('button', { name: `Agree: ${name}` }).click()
    await expect(banner).toBeHidden()
    expect((await callBeacons()).status).toBe(200)
    expect(station.seen.at(-1)?.query.get('crew')).toBe('crew-vega')
  })
})
