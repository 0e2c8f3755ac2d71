/*
 * Draws docs/screens/*.svg: tsops runs in a real pseudo-terminal inside its sandbox, and what the terminal
 * then shows is drawn cell by cell. `npm run screens [name…]`, after a build.
 */
import { writeFileSync } from 'node:fs';
import { record } from './screens/record.mjs';
import { svg } from './screens/svg.mjs';

const typed = [['Type production', 'production\r']];

const screens = {
  digest: { scenario: 'site-down', command: 'tsops', code: 1 },
  health: { scenario: 'calm', command: 'tsops health' },
  'health-down': { scenario: 'site-down', command: 'tsops health', code: 1 },
  version: { scenario: 'bad-deploy', command: 'tsops version' },
  rollback: {
    scenario: 'bad-deploy',
    command: "tsops rollback v1.2.2 --reason 'errors since v1.2.3'",
    answers: typed,
  },
  invalidate: { scenario: 'stale-cache', command: 'tsops invalidate --all', answers: typed },
  doctor: { scenario: 'calm', command: 'tsops doctor' },
};

/** The words of a command line with single quotes, as a shell splits it. */
function words(line) {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
}

const wanted = process.argv.slice(2);
for (const [name, { scenario, command, answers, code = 0 }] of Object.entries(screens)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const args = ['sandbox', '--scenario', scenario, '--', ...words(command)];
  const run = await record(args, answers);
  if (run.code !== code) throw new Error(`${command} exited ${run.code}, not ${code}`);
  writeFileSync(
    new URL(`../docs/screens/${name}.svg`, import.meta.url),
    svg(run.terminal, command),
  );
  console.log(`docs/screens/${name}.svg`);
}
