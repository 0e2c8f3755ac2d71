/* Records that were damaged, and a machine whose clock is wrong. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookedUpAndAgain, playOf } from './play.mjs';
import { isFine } from './reads.mjs';
import { writes } from './writes.mjs';

const linesOf = (text) => text.split('\n').filter((line) => line !== '');
const joined = (lines) => `${lines.join('\n')}\n`;

/** Each takes the text of a journal and answers another. */
const damages = {
  emptied: () => '',
  'its last line torn': (text) => text.slice(0, -30),
  'half of it': (text) => text.slice(0, text.length / 2),
  'without its first line': (text) => joined(linesOf(text).slice(1)),
  'turned round': (text) => joined(linesOf(text).reverse()),
  'a line altered': (text) => text.replace(/production|Checkout/, 'elsewhere'),
  'NUL at its end': (text) => `${text}${'\0'.repeat(512)}`,
  'NUL in place of it': (text) => '\0'.repeat(text.length),
  'of a later tsops': (text) => text.replaceAll('"kind":"', '"kind":"later-'),
  'a foreign resolved line': (text) =>
    `${text}${JSON.stringify({ seq: 99, at: new Date().toISOString(), kind: 'resolved', prev: 'x' })}\n`,
  'a line of 3 MB': (text) => `${text}${JSON.stringify({ kind: 'note', text: 'x'.repeat(3e6) })}\n`,
  'no JSON': () => 'not JSON at all\n',
};

function damage({ XDG_STATE_HOME }, which, how) {
  const records = join(XDG_STATE_HOME, 'tsops/records');
  const id = readdirSync(records).find((name) => name.includes(which));
  const file = join(records, id, 'journal.jsonl');
  writeFileSync(file, how(readFileSync(file, 'utf8')));
}

/** An incident is open; nobody may hear that none is, unless told that a record is damaged. */
const incidentCases = Object.entries(damages).map(([name, how]) => ({
  id: `an incident's, ${name}`,
  async play({ program, world, text }) {
    const write = { ...writes.notify, before: writes.update.before };
    const play = playOf(program, world, write);
    await play.prepare();
    await play.run(['incident', 'note', 'seen at checkout']);
    damage(world.env, 'incident', how);
    for (const args of [['incident', 'status'], ['digest'], ['incident', 'start', 'Another one']]) {
      const step = await play.step(args, { text });
      step.wrong = deniesIncident(step)
        ? [`${step.name} knows of no incident, and says no damage`]
        : [];
    }
    await play.step(write.args);
    return play.finish();
  },
}));

const SAID =
  /damag|altered|torn|cut short|cannot be read|can not be read|not continue|later tsops|broken|missing|is open already/i;

/** It denies an incident, or begins another, and not a word says that a record is not whole. */
function deniesIncident({ name, code, stdout, stderr }) {
  const said = `${stdout}\n${stderr}`;
  if (SAID.test(said)) return false;
  if (name === 'incident start') return code === 0;
  return name === 'incident status' && (code === 2 || /no incident is open/i.test(said));
}

/** The run goes on; whoever types the same again must not start a second one. */
const rollbackCases = Object.entries(damages).map(([name, how]) => ({
  id: `a rollback's, ${name}`,
  scenario: { pace: 1000 },
  async play({ program, world, text }) {
    const write = { ...writes.rollback, args: [...writes.rollback.args, '--no-wait'] };
    const play = playOf(program, world, write);
    await play.step(write.args, { env: { TSOPS_E2E_KILL_AT_LINE: '3' } });
    damage(world.env, 'rollback', how);
    await play.step(write.status, { text });
    await play.step(write.args, { text });
    await play.step(write.args, { text });
    // What the record said is gone with the damage.
    return play.finish({ recorded: true, outcomes: [] });
  },
}));

const offsets = {
  '3 h behind': '-3h',
  'a day behind': '-1d',
  '400 days behind': '-400d',
  '3 h ahead': '+3h',
  '3 years ahead': '+1095d',
};
const questions = [['digest'], ['alerts', 'check'], ['runbook', 'high-error-rate', '--auto']];

/** Trouble that began a quarter of an hour ago; a right clock sees it, a wrong one must not say that all is well. */
const troubled = {
  errors: [
    {
      type: 'TypeError',
      message: 'cannot read properties of undefined',
      culprit: 'src/checkout.tsx in Pay',
      perMinute: 60,
      when: { from: '-15m' },
    },
  ],
  signals: [{ metric: 'errorRate5xx', value: 15, when: { from: '-15m' } }],
};
/** Marked as a drill nobody looks at the clock: the sandbox's may be ahead of it. */
const inEarnest = ({ env }) => ({
  TSOPS_SANDBOX_URL: undefined,
  TSOPS_E2E_HURRIED: undefined,
  GH_ENTERPRISE_TOKEN: env.GH_TOKEN,
});
const clockCases = [
  ...questions.flatMap((args) =>
    Object.entries(offsets).map(([name, offset]) => ({
      id: `${args.slice(0, 2).join(' ')}, ${name}`,
      scenario: troubled,
      async play({ program, world }) {
        const play = playOf(program, world, { args: [], effects: () => 0, holds: () => true });
        const right = await play.step(args, { own: true, env: inEarnest(world) });
        if (isFine(right))
          throw new Error(`a right clock does not see the trouble: ${right.stdout}`);
        const step = await play.step(args, {
          own: true,
          env: inEarnest(world),
          before: ['faketime', '-f', offset],
        });
        step.wrong = isFine(step) ? [`${step.name} is fine ${name}`] : [];
        return play.finish({ recorded: true });
      },
    })),
  ),
  ...Object.entries(writes).flatMap(([write, one]) =>
    ['-3h', '+3h'].map((offset) => ({
      id: `${write}, ${offset}`,
      async play({ program, world, text }) {
        const play = playOf(program, world, { ...one, env: { ...one.env, ...inEarnest(world) } });
        await play.prepare();
        const before = ['faketime', '-f', offset];
        const { code } = await play.step(one.args, { own: true, before, text });
        // Typed again three hours later by the journal, it is meant.
        if (code !== 0) await lookedUpAndAgain(play);
        return play.finish();
      },
    })),
  ),
];

export const recordKinds = [
  { name: 'records', title: 'damaged records', cases: [...incidentCases, ...rollbackCases] },
  {
    name: 'clock',
    title: 'a wrong clock',
    cases: clockCases,
    needs: 'faketime',
    available: () => spawnSync('faketime', ['--version']).error === undefined,
  },
];
