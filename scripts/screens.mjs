/*
 * Draws docs/screens/*.svg: tsops runs in a real pseudo-terminal inside its sandbox, and what the terminal
 * then shows is drawn cell by cell. `npm run screens [name…]`, after a build.
 */
import { writeFileSync } from 'node:fs';
import { drills } from './screens/drills.mjs';
import { record } from './screens/record.mjs';
import { svg } from './screens/svg.mjs';

const typed = [{ sees: /Type production/, types: 'production\r' }];

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
  'alerts-check': { scenario: 'bad-deploy', command: 'tsops alerts check', code: 1 },
  ack: { scenario: 'site-down', command: 'tsops ack', answers: [{ sees: /Go on/, types: 'y' }] },
  'oncall.ko': { scenario: 'calm', command: 'tsops oncall --lang ko' },
  silence: {
    scenario: 'bad-deploy',
    command: "tsops alerts silence add 'Error Spike' --for 2h --reason 'hotfix on its way'",
    answers: [{ sees: /Go on/, types: 'y' }],
  },
  'incident-status': {
    scenario: 'bad-deploy',
    before: 'tsops runbook high-error-rate --auto --confirm production',
    command: 'tsops incident status',
  },
};

/** The words of a command line with single quotes, as a shell splits it. */
function words(line) {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
}

function draw(name, terminal, command, first) {
  const file = `docs/screens/${name}.svg`;
  writeFileSync(new URL(`../${file}`, import.meta.url), svg(terminal, command, first));
  console.log(file);
}

const asked = process.argv.slice(2);
const wanted = (name) => asked.length === 0 || asked.includes(name);

for (const [name, { scenario, before, command, answers, code = 0 }] of Object.entries(screens)) {
  if (!wanted(name)) continue;
  const line =
    before === undefined
      ? words(command)
      : ['sh', '-c', `${before} > /dev/null 2>&1; exec ${command}`];
  const run = await record(['sandbox', '--scenario', scenario, '--', ...line], answers);
  if (run.code !== code) throw new Error(`${command} exited ${run.code}, not ${code}`);
  draw(name, run.terminal, command);
}

/** The row from which the last 24 are in sight. */
function inSight({ buffer: { active }, rows }) {
  return Math.max(0, active.baseY + Math.min(rows, active.cursorY + 1) - rows);
}

/** Of the last line that begins with the text. */
function rowOf({ buffer: { active } }, text) {
  for (let row = active.length - 1; row >= 0; row -= 1) {
    if (active.getLine(row)?.translateToString(true).startsWith(text)) return row;
  }
  throw new Error(`no line begins with ${text}`);
}

/* What an engineer has before the eyes in the course of a drill, and its end. */
const [{ scenario, answers }] = drills;
const command = `tsops drill ${scenario}`;
for (const language of ['en', 'ko']) {
  const suffix = language === 'ko' ? '.ko' : '';
  const names = [...answers.flatMap(({ screen }) => screen ?? []), 'drill-score'];
  if (!names.some((name) => wanted(`${name}${suffix}`))) continue;
  const own = answers.map((answer) => ({
    ...answer,
    types: typeof answer.types === 'string' ? answer.types : answer.types[language],
  }));
  const { terminal } = await record(
    ['drill', scenario, '--seed', '1', '--lang', language],
    own,
    (shown, { screen }) => {
      if (screen === undefined || !wanted(`${screen}${suffix}`)) return;
      draw(`${screen}${suffix}`, shown, command, inSight(shown));
    },
  );
  const truth = language === 'ko' ? '실제 원인' : 'The truth';
  if (wanted(`drill-score${suffix}`)) {
    draw(`drill-score${suffix}`, terminal, command, rowOf(terminal, truth));
  }
}
