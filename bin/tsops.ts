#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { useCodeCache } from '../src/app/code-cache.ts';

// Inlined by the build, so that these two answers load nothing else.
declare const TSOPS_VERSION: string;
declare const TSOPS_HELP: string;
declare const TSOPS_EDGE: string;

/** A reader that has gone needs no answer; what cannot be written is no bug of ours, so no trace. */
function answer(text: string): void {
  try {
    writeSync(1, text);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === 'EPIPE') return;
    process.exitCode = 3;
    process.stderr.write(`✖ The answer could not be written: ${message}\n`);
  }
}

const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  answer(`${TSOPS_VERSION}\n`);
} else if (argv.length === 1 && (argv[0] === '--help' || argv[0] === '-h')) {
  answer(TSOPS_HELP);
} else {
  const key = `${TSOPS_VERSION}-${process.version}-${process.arch}`;
  const keep = useCodeCache(__dirname, process.env, key);
  const { main } = require(TSOPS_EDGE) as typeof import('../src/app/edge.ts');
  void main().then((code) => {
    keep();
    process.exit(code);
  });
}
