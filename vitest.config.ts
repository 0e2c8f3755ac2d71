import { defineConfig } from 'vitest/config';
import { rawText } from './scripts/raw-text.mjs';

const endToEnd = 'test/e2e/**/*.test.ts';
const real = 'test/real/**/*.test.ts';

export default defineConfig({
  plugins: [rawText()],
  test: {
    setupFiles: ['test/support/no-network.ts'],
    maxWorkers: 2,
    testTimeout: 15_000,
    // A test that passes alone and fails beside others, or the other way round, is found.
    isolate: true,
    env: { FORCE_COLOR: '', NO_COLOR: '1', TZ: 'UTC' },
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        // Threads start sooner than processes, and no test here changes the process that it runs in.
        test: {
          name: 'unit',
          pool: 'threads',
          include: ['test/**/*.test.ts'],
          exclude: [endToEnd, real],
        },
      },
      {
        extends: true,
        // Packing and installing is only worth it where the program is run.
        test: {
          name: 'e2e',
          include: [endToEnd],
          testTimeout: 30_000,
          globalSetup: ['test/support/e2e-setup.ts'],
        },
      },
      {
        extends: true,
        // `npm run test:real`: what is beside programs that a machine may not have, and often starts them.
        test: {
          name: 'real',
          include: [real],
          testTimeout: 60_000,
          globalSetup: ['test/support/e2e-setup.ts'],
        },
      },
    ],
  },
});
