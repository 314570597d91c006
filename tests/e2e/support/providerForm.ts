import { expect, type Locator, type Page, type Request, type Response } from '@playwright/test'

const isCheck = (response: Response): boolean => new URL(response.url()).pathname === '/api/integration-providers/preview'
const isSaving = (request: Request): boolean => /^\/api\/integration-providers(\/[0-9a-f-]{36})?$/.test(new URL(request.url()).pathname) && ['POST', 'PATCH'].includes(request.method())

/** Drives the provider form of the admin panel as a person does: looks whether what it did has come about. */
export const providerForm = (page: Page) => ({
  /** The form is alive once it has had its row checked; before that a click or a key may be lost. */
  isReady: async (): Promise<void> => {
    await expect(page.getByRole('meter')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText(/No faults found\.|keeps? this row from being saved/)).toBeVisible({ timeout: 30_000 })
  },
  hasNoFaults: (): Promise<void> => expect(page.getByText('No faults found.')).toBeVisible({ timeout: 15_000 }),
  /** What is typed is in the form once the form has had it checked. */
  fill: async (field: Locator, value: string): Promise<void> => {
    const checked = page.waitForResponse((response) => isCheck(response) && (response.request().postData() ?? '').includes(JSON.stringify(value).slice(1, -1)))
    await field.fill(value)
    await checked
  },
  /** Opens what is folded under a heading; the panel calls each of its toggles the same. */
  unfold: async (heading: string): Promise<void> => {
    const head = page.locator('.collapsible__toggle-wrap').filter({ has: page.getByText(heading, { exact: true }) })
    await expect(async () => {
      const toggle = head.getByRole('button', { name: 'Toggle block' })
      if (/--collapsed/.test((await toggle.getAttribute('class')) ?? '')) await toggle.click()
      await expect(toggle).toHaveClass(/--open/, { timeout: 1_000 })
    }).toPass()
  },
  /** A save says why not, and asks for nothing to be written. */
  isRefused: async (reason: string): Promise<void> => {
    const writes: Request[] = []
    const note = (request: Request): void => void (isSaving(request) && writes.push(request))
    page.on('request', note)
    await expect(async () => {
      await page.getByRole('button', { name: 'Save', exact: true }).click({ timeout: 3_000 })
      await expect(page.getByRole('region', { name: /^Notifications/ })).toContainText(reason, { timeout: 3_000 })
    }).toPass({ timeout: 30_000 })
    page.off('request', note)
    expect(writes.map((request) => request.url())).toEqual([])
  },
  /** Saves, and returns the answer. */
  save: async (): Promise<Response> => {
    const answered = page.waitForResponse((response) => isSaving(response.request()))
    answered.catch(() => {}) // Whoever awaits it below hears of it.
    // While the panel asks the server about the last change, its button takes a click and does nothing.
    await expect(async () => {
      const asked = page.waitForRequest((request) => isSaving(request) || request.url().endsWith('/impact'), { timeout: 3_000 })
      asked.catch(() => {})
      await page.getByRole('button', { name: 'Save', exact: true }).click({ timeout: 3_000 })
      await asked
    }).toPass({ timeout: 30_000 })
    return answered
  },
})
