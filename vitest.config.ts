import { defineConfig } from 'vitest/config';
import { rawText } from './scripts/raw-text.mjs';

export default defineConfig({
  plugins: [rawText()],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-network.ts'],
    maxWorkers: 2,
    testTimeout: 15_000,
    // A test that passes alone and fails beside others, or the other way round, is found.
    isolate: true,
    env: { FORCE_COLOR: '', NO_COLOR: '1', TZ: 'UTC' },
    unstubEnvs: true,
  },
});
