import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const systemChromium = '/usr/bin/chromium'
const isRoot = process.getuid?.() === 0

/** One Chromium, one worker, one app that tests/support/startTestApp.ts starts on a free port with data of its own. */
export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: ['./tests/support/startTestApp.ts', './tests/e2e/support/signInPeople.ts'],
  workers: 1,
  retries: 0,
  // Ends what hangs. The longest tests look through many pages and take half a minute on two free cores.
  timeout: 120_000,
  // Speed is asserted where speed is the matter; elsewhere what comes late on a busy machine has still come.
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL: process.env.E2E_BASE_URL,
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
      args: [
        // Chromium's own sandbox does not work as root.
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        // Nothing of the browser's own may reach the network: tests run offline too.
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
