import type { Page } from '@playwright/test'

/**
 * Notes whatever no page may ever do: an error in the console, an exception, a request that leaves this machine.
 * A refusal by our own API and a page that says 404 are answers like any other, although the browser writes it into its console.
 */
export function watchPage({ page, faults }: { page: Page; faults: string[] }): void {
  page.on('pageerror', (error) => faults.push(`${page.url()}: exception: ${error.message}`))
  page.on('console', (message) => {
    const { url } = message.location()
    const isAnswer = message.text().startsWith('Failed to load resource') && (/\/api\//.test(url) || url === page.url())
    if (message.type() === 'error' && !isAnswer) faults.push(`${page.url()}: console: ${message.text()} ${url}`)
  })
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (/^(https?|wss?):$/.test(protocol) && hostname !== 'localhost') faults.push(`${page.url()}: asked ${hostname}`)
  })
}
