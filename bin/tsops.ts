#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { useCodeCache } from '../src/code-cache.ts';

// Inlined by the build, so that these two answers load nothing else.
declare const TSOPS_VERSION: string;
declare const TSOPS_HELP: string;
declare const TSOPS_EDGE: string;

const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  writeSync(1, `${TSOPS_VERSION}\n`);
} else if (argv.length === 1 && (argv[0] === '--help' || argv[0] === '-h')) {
  writeSync(1, TSOPS_HELP);
} else {
  const debug = argv.includes('--debug');
  if (debug) process.setSourceMapsEnabled(true);
  const key = `${TSOPS_VERSION}-${process.version}-${process.arch}`;
  // Node maps a trace to our sources only for what its own loader compiled.
  const keep = debug ? () => {} : useCodeCache(__dirname, process.env, key);
  const { main } = require(TSOPS_EDGE) as typeof import('../src/edge.ts');
  void main().then((code) => {
    keep();
    process.exit(code);
  });
}
