import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,hooks,collections,globals,scripts}/**/*.test.ts'],
          setupFiles: ['./tests/support/readInEnglish.ts'],
          // Property tests on a busy machine; a hang still ends.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'int',
          include: ['tests/int/**/*.test.ts'],
          globalSetup: './tests/support/startTestPostgres.ts',
          // Payload compiles its schema in each file; two at once is what a small machine bears.
          maxWorkers: 2,
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
