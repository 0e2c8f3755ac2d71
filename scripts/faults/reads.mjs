/* Kinds in which nothing is to be written but what is read misleads: hostile text, keys, dead vendors. */

import { documentIn } from './judge.mjs';
import { hostileTexts, keyShapes } from './planted.mjs';
import { playOf } from './play.mjs';

/** What is asked changes nothing: the book is to stay empty of it. */
const nothing = { args: [], effects: () => 0, holds: () => true };

const reads = [['digest'], ['version'], ['alerts', 'check'], ['pages'], ['oncall'], ['doctor']];
const walk = [
  ['runbook', 'high-error-rate', '--auto'],
  ['runbook', 'status'],
  ['incident', 'status'],
];

/** What people type about `text`, and what is made of it afterwards. */
const typed = (text) => [
  ['incident', 'start', text, '--severity', 'P2'],
  ['incident', 'note', text],
  ['notify', text, '--yes'],
  ['page', text, '--yes'],
  ['incident', 'update', '--needs', text, '--yes'],
  ['incident', 'hypothesis', 'add', text],
  ['incident', 'share', '--yes'],
  ['incident', 'report', '--github', '--yes'],
  ['incident', 'status'],
  ['incident', 'timeline'],
  ['pages'],
  ['pages', 'note', '1201', text, '--yes'],
  ['incident', 'handoff'],
];

const writesOfWorld = [
  ['rollback', 'v1.2.2', '--confirm', 'production'],
  ['rollback', 'status'],
  ['invalidate', '--all', '--confirm', 'production'],
];

/** A world in which everything that a vendor tells has `text` in it. */
const hostileWorld = (text) => ({
  versions: [
    { version: 'v1.2.2', at: '-9d', commits: [`fix: ${text}`] },
    { version: 'v1.2.3', at: '-2d', commits: [`feat: ${text}`, text] },
  ],
  deploys: [
    { version: 'v1.2.2', at: '-8d', actor: `min${text}` },
    { version: 'v1.2.3', at: '-30m', actor: `ji${text}` },
  ],
  errors: [
    {
      type: `Type${text}Error`,
      message: `cannot read ${text}`,
      culprit: `src/${text} in App`,
      perMinute: 30,
      when: { from: '-30m' },
    },
  ],
});

async function playLines({ program, world, text: inText }, lines, more = {}) {
  const play = playOf(program, world, { ...nothing, ...more.write });
  for (const args of lines) await play.step(args, { text: inText });
  return play.finish({ recorded: true, ...more.run });
}

function hostileCases() {
  return Object.entries(hostileTexts).flatMap(([name, text]) => [
    {
      id: `vendors say ${name}`,
      scenario: hostileWorld(text),
      play: (api) =>
        playLines(api, [...reads, ...walk, ...writesOfWorld, ['incident', 'share', '--yes']]),
    },
    {
      id: `people say ${name}`,
      play: (api) => playLines(api, typed(text.replaceAll('\0', ''))),
    },
  ]);
}

function typedKeys() {
  return Object.entries(keyShapes).map(([name, make]) => ({
    id: `people say ${name}`,
    play(api) {
      const key = make();
      const said = typed(`the key is ${key.said} and so on`);
      return playLines(api, said, { run: { secrets: [key.secret] } });
    },
  }));
}

/** A vendor that repeats our request: at several places, since what is long is shortened. */
function repeatedKeys() {
  const lengths = [0, 120, 180, 260, 480];
  const statuses = [200, 400, 401, 403, 404, 500];
  return statuses.flatMap((status) =>
    lengths.map((length) => ({
      id: `vendors answer ${status} with our keys after ${length} letters`,
      async play(api) {
        const { world } = api;
        const keys = Object.entries(world.env)
          .filter(([name]) => /TOKEN|_KEY$|KEY_ID/.test(name))
          .map(([, value]) => `Bearer ${value}`);
        const said = `${'x'.repeat(length)} ${keys.join(' ')}`;
        const body = JSON.stringify({ message: said, error: said, errors: [said], detail: said });
        await world.inject({ system: '*', kind: 'status', status, body });
        return playLines(api, [
          ...reads,
          ...writesOfWorld,
          ['notify', 'hello', '--yes'],
          ['page', 'x', '--yes'],
        ]);
      },
    })),
  );
}

/** Who is asked, and the vendor without whom an `ok` is a guess. */
const dependsOn = [
  [['health'], 'production'],
  [['version'], 'production'],
  [['digest'], 'production'],
  [['digest'], 'sentry'],
  [['alerts', 'check'], 'sentry'],
  [['alerts', 'check'], 'aws'],
  [['pages'], 'pagerduty'],
  [['invalidate', 'status'], 'aws'],
  [['rollback', 'v1.2.2', '--confirm', 'production', '--no-wait'], 'github'],
  [['doctor', 'github'], 'github'],
  [['doctor', 'slack'], 'slack'],
  [['doctor', 'pagerduty'], 'pagerduty'],
  [['doctor', 'aws'], 'aws'],
  [['doctor', 'sentry'], 'sentry'],
  [['runbook', 'high-error-rate', '--auto'], 'sentry'],
];
const deaths = {
  500: { kind: 'status', status: 500 },
  302: { kind: 'status', status: 302, headers: { location: '/sign-in' } },
  401: { kind: 'status', status: 401 },
  404: { kind: 'status', status: 404 },
  429: { kind: 'status', status: 429, retryAfter: '60' },
  dropped: { kind: 'drop-before' },
  silent: { kind: 'hang' },
  'a page': { kind: 'html' },
  'cut short': { kind: 'malformed-json' },
  'wrong types': { kind: 'wrong-types' },
  nothing: { kind: 'status', status: 200, body: '{}' },
};

/** Up is a status and a keyword: a page that still has both is up, whatever else is wrong with it. */
const isUpAllTheSame = ([command], death) =>
  command === 'health' && (death === 'cut short' || death === 'wrong types');

const deadCases = dependsOn.flatMap(([args, system]) =>
  Object.entries(deaths)
    .filter(([name]) => !isUpAllTheSame(args, name))
    .map(([name, fault]) => ({
      id: `${args.slice(0, 2).join(' ')}, ${system} ${name}`,
      async play({ program, world }) {
        const play = playOf(program, world, nothing);
        await world.inject({ system, ...fault });
        const step = await play.step(args, { env: { TSOPS_E2E_HURRIED: undefined } });
        if ((await world.hits()) === 0) return null;
        step.wrong = isFine(step) ? [`${step.name} is fine, and ${system} did not answer`] : [];
        return play.finish({ recorded: true });
      },
    })),
);

/** Whether it says that all is well. */
export function isFine({ code, stdout }) {
  return code === 0 && documentIn(stdout)?.verdict === 'ok';
}

export const readKinds = [
  { name: 'hostile', title: 'hostile text of vendors and of people', cases: hostileCases() },
  {
    name: 'keys',
    title: 'keys in what people type and in what vendors answer',
    cases: [...typedKeys(), ...repeatedKeys()],
  },
  { name: 'dead', title: 'a vendor that a read needs does not answer', cases: deadCases },
];
