import { defineConfig } from 'vitest/config'

/** What every project shares. The time zone is a school's, so that local-time mistakes show. */
const shared = {
  env: { TZ: 'Asia/Dhaka' },
  globalSetup: ['test/support/setup.ts'],
  setupFiles: ['test/support/block-network.ts'],
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'test/{contract,sync,support}/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'http',
          include: ['test/http/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'fault',
          include: ['test/fault/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: [...shared.globalSetup, 'test/support/web-build.ts'],
          testTimeout: 120_000,
          // A browser on a machine that is busy elsewhere may miss a wait; what fails twice is wrong.
          retry: 1,
          hookTimeout: 180_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
