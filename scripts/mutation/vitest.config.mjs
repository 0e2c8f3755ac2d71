/*
 * The tests that a mutation run may use: those named in MUTATION_TESTS, among which vitest takes the ones that
 * import what is mutated. Without the end-to-end project, which runs the packed program and not the source.
 */
import { defineConfig } from 'vitest/config';
import { rawText } from '../raw-text.mjs';

export default defineConfig({
  plugins: [rawText()],
  test: {
    setupFiles: ['test/support/no-network.ts'],
    include: JSON.parse(process.env.MUTATION_TESTS ?? '[]'),
    // Whole walks in the sandbox take seconds each; child processes run the source without its mutants.
    exclude: ['test/{e2e,structure}/**', '**/*{sandbox,crash,processes}*.test.ts'],
    testTimeout: 15_000,
    isolate: true,
    env: { FORCE_COLOR: '', NO_COLOR: '1', TZ: 'UTC' },
    unstubEnvs: true,
  },
});
