#!/usr/bin/env node
import { writeSync } from 'node:fs';

// Inlined by the build, so that these two answers load nothing else.
declare const TSOPS_VERSION: string;
declare const TSOPS_HELP: string;

const [only, ...others] = process.argv.slice(2);
if (others.length === 0 && (only === '--version' || only === '-V')) {
  writeSync(1, `${TSOPS_VERSION}\n`);
} else if (others.length === 0 && (only === '--help' || only === '-h')) {
  writeSync(1, TSOPS_HELP);
} else {
  void import('../src/edge.ts').then(async ({ main }) => {
    process.exit(await main());
  });
}
