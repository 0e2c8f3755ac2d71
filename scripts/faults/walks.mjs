/* What writes by itself, killed after each line of its journals: a runbook that is walked, a watch that notifies. */
import { playOf } from './play.mjs';
import { journalsOf } from './program.mjs';

const confirm = ['--confirm', 'production'];
const runbook = {
  args: ['runbook', 'high-error-rate', '--auto', ...confirm],
  effects: ({ events }) => events.filter(({ kind }) => kind === 'dispatch').length,
  holds: ({ serves }) => serves.production === 'v1.2.2',
  intents: ['rollback'],
};
const silence = {
  args: [
    'alerts',
    'silence',
    'add',
    'High Error Rate',
    '--for',
    '2h',
    '--reason',
    'known',
    '--yes',
  ],
  intents: ['silence'],
};

/** A walk leaves some more; what ends before its line is not counted. */
const walkLines = Array.from({ length: 30 }, (_, index) => index + 1);

async function killedWalk({ program, world, text }, line) {
  const play = playOf(program, world, runbook);
  const env = { TSOPS_E2E_KILL_AT_LINE: String(line) };
  const { signal } = await play.step(runbook.args, { env });
  if (signal !== 'SIGKILL') return null;
  // By then whatever was taken is listed.
  await world.advance('200s');
  await play.step(['runbook', 'resume', '--auto', ...confirm], { text });
  // It need not recommend a rollback; where one was made, its record tells.
  return play.finish(runbook.effects(await world.state()) === 0 ? { recorded: true } : {});
}

/** The silences that the journal holds: nobody else keeps them. */
const silencesOf = (env) =>
  journalsOf(env).flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'silenced')).length;

async function killedSilence({ program, world, text }, line) {
  const effects = () => silencesOf(world.env);
  const play = playOf(program, world, { ...silence, effects, holds: () => effects() > 0 });
  const env = { TSOPS_E2E_KILL_AT_LINE: String(line) };
  const { signal } = await play.step(silence.args, { env, text });
  if (signal !== 'SIGKILL') return null;
  if (effects() === 0) await play.step(silence.args);
  return play.finish();
}

const watch = ['alerts', 'watch', '--notify', '--yes', '--json'];
const down = { outages: [{ system: 'production', from: '-10m', status: 503 }] };

/** What was told: the very same message or page twice is a double. */
function told({ events }) {
  const names = events.flatMap(({ kind, channel, text, action, dedupKey }) => {
    if (kind === 'message') return [`${channel} ${text}`];
    return kind === 'page' ? [`${action} ${dedupKey}`] : [];
  });
  return { all: names.length, once: new Set(names).size };
}

/** PagerDuty joins two events of one key, so that only messages can be doubled. */
const messagesTwice = (state) => {
  const messages = { events: state.events.filter(({ kind }) => kind === 'message') };
  return told(messages).all - told(messages).once;
};

async function killedWatch({ program, world }, line) {
  const write = {
    args: watch,
    effects: (state) => (told(state).all === 0 ? 0 : 1 + messagesTwice(state)),
    // Two monitors are down: a message for both, and a page for each.
    holds: (state) => told(state).once >= 3,
  };
  const play = playOf(program, world, write);
  const env = { TSOPS_E2E_KILL_AT_LINE: String(line) };
  const [first] = [await play.run(watch, { env, until: isRound })];
  if (first.signal !== 'SIGKILL') return null;
  const again = await play.run(watch, { until: isRound });
  const run = await play.finish({ recorded: true, outcomes: [] });
  const missing = run.final.holds ? [] : ['a watch that was started again has not told all'];
  const step = { name: 'alerts watch', isWrite: false, before: run.final, after: run.final };
  return { ...run, steps: [{ ...step, ...again, wrong: missing }] };
}

/** One round has been written: whatever it decided was sent before. */
const isRound = (stdout) => stdout.includes('\n');

export const walkCases = [
  ...walkLines.map((line) => ({
    id: `runbook, line ${line}`,
    scenario: 'bad-deploy',
    play: (api) => killedWalk(api, line),
  })),
  ...[1, 2, 3, 4].map((line) => ({
    id: `silence, line ${line}`,
    play: (api) => killedSilence(api, line),
  })),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((line) => ({
    id: `watch, line ${line}`,
    scenario: down,
    play: (api) => killedWatch(api, line),
  })),
];
