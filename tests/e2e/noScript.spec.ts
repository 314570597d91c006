import { expect, test } from './support/test.ts'

const context = { javaScriptEnabled: false }

test('the Marketplace is read and filtered without JavaScript', async ({ visit, owner, account }) => {
  const page = await visit({ person: owner, account, context })
  await page.goto('/marketplace')
  const found = page.getByRole('region', { name: 'Browse' })
  const all = await found.getByRole('listitem').count()
  expect(all).toBeGreaterThan(60)
  await expect(found.getByRole('status')).toHaveText(`${all} integrations`)

  await test.step('sorting is part of the form', async () => {
    await page.getByRole('combobox', { name: 'Sort' }).selectOption('A to Z')
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(page).toHaveURL(/[?&]sort=name/)
    const names = await found.getByRole('listitem').getByRole('link').allTextContents()
    expect(names.slice(0, 40)).toEqual(names.slice(0, 40).toSorted(new Intl.Collator('en', { sensitivity: 'base', numeric: true }).compare))
  })

  await test.step('the search is a form', async () => {
    await page.getByRole('searchbox', { name: 'Search integrations' }).fill('pretend')
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(page).toHaveURL(/[?&]q=pretend/)
    await expect(found.getByRole('listitem')).toHaveCount(1)
  })

  await test.step('the card leads to a page that says what is sent where', async () => {
    await found.getByRole('link', { name: 'Demo service' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Demo service' })).toBeVisible()
    await expect(page.getByRole('complementary')).toContainText('Authorization')
  })
})

test('a page that is not there says so without JavaScript', async ({ visit, owner, account }) => {
  const page = await visit({ person: owner, account, context })
  for (const path of ['/nowhere', '/marketplace/no-such-provider']) {
    expect((await page.goto(path))?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' }), path).toBeVisible()
    await expect(page.getByRole('link', { name: 'Go to the Marketplace' }), path).toBeVisible()
  }
  expect((await page.goto('/marketplace'))?.status()).toBe(200)
})
