import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import { takeApp } from './tests/e2e/support/takeApp.ts'
import { alone } from './tests/e2e/support/takeTurn.ts'

const systemChromium = '/usr/bin/chromium'
const isRoot = process.getuid?.() === 0

takeApp()

/**
 * Two workers, each with a Chromium and an app that tests/support/startTestApp.ts starts on a free port with data of its own;
 * tests that measure how fast something is come last, one at a time.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: ['./tests/support/startTestApp.ts', './tests/e2e/support/signInPeople.ts'],
  // An app that runs already is one for all.
  workers: process.env.E2E_BASE_URL && process.env.E2E_APPS === undefined ? 1 : 2,
  fullyParallel: true,
  projects: [
    { name: 'together', grepInvert: new RegExp(alone) },
    { name: 'alone', grep: new RegExp(alone), workers: 1 },
  ],
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
    // A trace of every test takes a fifth of the time of all; `--trace retain-on-failure` makes one.
    screenshot: 'only-on-failure',
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
