import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/LongestFirst.ts'

/** Each file and each process it starts loads Payload; compiled once, that is a third less work. */
const env = { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/patchbay-compiled') }

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,hooks,collections,globals,scripts}/**/*.test.ts'],
          setupFiles: ['./tests/support/readInEnglish.ts'],
          // What a file leaves behind it takes back itself: a process for each of them takes longer than its tests.
          isolate: false,
          maxWorkers: 2,
          // Property tests on a busy machine; a hang still ends.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'int',
          include: ['tests/int/**/*.test.ts'],
          globalSetup: './tests/support/startTestPostgres.ts',
          env,
          // Of three, one waits most of the time: for processes it started, leases, time limits.
          maxWorkers: 3,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'soak',
          include: ['tests/soak/**/*.test.ts'],
          globalSetup: './tests/support/startTestPostgres.ts',
          // Each of them wants the whole machine, and writes to one file.
          maxWorkers: 1,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
