/*
 * npm run test:real: the tests beside programs that a machine may not have (the vendors' own clients, the alert
 * engine's tools, other shells). Installs nothing: the tests of a program that is missing are skipped, and counted
 * in the last line.
 */
import { runVitest } from './run-vitest.mjs';
import { countLine } from './test-counts.mjs';

const { failed, ...counts } = await runVitest(['real'], { maySkipAll: true });
// With its skipped ones even where there are none: what was not run is said.
console.log(countLine({ failed, ...counts }, { withSkipped: true }));
process.exitCode = failed === 0 ? 0 : 1;
