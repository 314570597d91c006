import { expect, test } from './support/test.ts'

const context = { javaScriptEnabled: false }

test('the Marketplace is read and filtered without JavaScript', async ({ visit, owner, account }) => {
  const page = await visit({ person: owner, account, context })
  await page.goto('/marketplace')
  const found = page.getByRole('region', { name: 'Browse' })
  const all = await found.getByRole('listitem').count()
  expect(all).toBeGreaterThan(5)
  await expect(found.getByRole('status')).toHaveText(`${all} integrations`)

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
