import { describe, expect, it } from 'vitest';
import { type Book, type FaultRun, judge, type Step } from '../../scripts/faults/judge.mjs';

const none: Book = { effects: 0, holds: false, running: false };
const once: Book = { effects: 1, holds: true, running: false };
const key = ['ghp', '_', 'Zq8xK2mW5vT1', 'nB7cR4yL9dP3'].join('');

/** A write that was done once, said so, and was written down. */
function step(changes: Partial<Step> = {}): Step {
  return {
    name: 'notify',
    isWrite: true,
    before: none,
    after: once,
    stdout: JSON.stringify({ data: { state: 'done' } }),
    stderr: '',
    code: 0,
    signal: null,
    ended: true,
    ...changes,
  };
}

function run(changes: Partial<FaultRun> = {}): FaultRun {
  return {
    steps: [step()],
    outcomes: [{ record: 'a', state: 'done' }],
    recorded: true,
    journal: '{"kind":"outcome"}\n',
    book: [{ kind: 'message', text: 'deploys are frozen' }],
    final: once,
    secrets: [key],
    ...changes,
  };
}

const found = (changes: Partial<FaultRun>) => [
  ...new Set(judge(run(changes)).map(({ fault }) => fault)),
];
const saying = (state: string, more: Partial<Step> = {}) =>
  step({ stdout: JSON.stringify({ data: { state } }), ...more });
const book = (kind: string, text: string): Partial<FaultRun> => ({ book: [{ kind, text }] });

it('finds nothing in a write that went well', () => {
  expect(judge(run())).toEqual([]);
});

describe('what was done twice', () => {
  it('is found', () => {
    expect(found({ final: { ...once, effects: 2 } })).toEqual(['doubled']);
  });

  it('is meant where two were wanted, and is found beyond', () => {
    expect(found({ final: { ...once, effects: 2 }, intended: 2 })).toEqual([]);
    expect(found({ final: { ...once, effects: 3 }, intended: 2 })).toEqual(['doubled']);
  });
});

describe('what is lost', () => {
  it('is found where no record holds what was done', () => {
    expect(found({ recorded: false, outcomes: [] })).toEqual(['lost']);
  });

  it('is not where nothing was done and nothing was recorded', () => {
    const refused = saying('not-done', { code: 5, after: none });
    expect(found({ steps: [refused], outcomes: [], recorded: false, final: none })).toEqual([]);
  });

  it('is found where it was told to be done at last, and is not', () => {
    const steps = [step({ after: none })];
    expect(found({ steps, outcomes: [], final: none })).toEqual(['lost', 'wrong']);
  });
});

describe('a claim that the book contradicts', () => {
  it.each<[string, Step]>([
    ['done, not done', saying('done', { code: 3, after: none })],
    ['in progress, never begun', saying('in-progress', { code: 6, after: none })],
    ['not done, done', saying('not-done', { code: 1 })],
    [
      'not done, it runs',
      saying('not-done', { code: 1, after: { ...once, holds: false, running: true } }),
    ],
    ['exit 0, not done', step({ stdout: 'ok', after: none })],
    ['a sentence that denies it', step({ stdout: '', stderr: 'Nothing was posted.', code: 3 })],
    ['nobody was paged', step({ stdout: '', stderr: '✖ Nobody was paged: 503', code: 3 })],
  ])('%s', (_, wrong) => {
    expect(found({ steps: [wrong, step({ before: once })] })).toEqual(['wrong']);
  });

  it.each<[string, Step]>([
    ['unknown', saying('unknown', { code: 3 })],
    ['unknown, not done', saying('unknown', { code: 3, after: none })],
    [
      'not done, deployed and another is served',
      saying('not-done', { code: 1, after: { ...once, holds: false } }),
    ],
    ['a refusal of what was done before it', saying('not-done', { code: 5, before: once })],
    ['nothing is sent again', step({ stderr: 'Nothing is sent a second time.' })],
    ['nothing was done before', step({ stderr: 'Nothing was done.', before: once })],
    ['killed', step({ stdout: '', code: null, signal: 'SIGKILL', after: none })],
    ['no document', step({ stdout: '{"data":null}', code: 3 })],
  ])('is not %s', (_, right) => {
    expect(found({ steps: [right, step({ before: once })] })).toEqual([]);
  });

  it('is found in the records: more say done than there is, or it is denied by all', () => {
    const both = [
      { record: 'a', state: 'done' },
      { record: 'b', state: 'done' },
    ];
    expect(found({ outcomes: both })).toEqual(['wrong']);
    expect(found({ outcomes: [{ record: 'a', state: 'not-done' }] })).toEqual(['wrong']);
  });

  it('is not a record of a try that failed before the one that did it', () => {
    const both = [
      { record: 'a', state: 'not-done' },
      { record: 'b', state: 'done' },
    ];
    expect(found({ outcomes: both })).toEqual([]);
    expect(found({ outcomes: [{ record: 'a', state: 'unknown' }] })).toEqual([]);
  });

  it('of others at the same moment is theirs', () => {
    const late = saying('not-done', { code: 5, alone: false, stderr: 'Nothing was done.' });
    expect(found({ steps: [step({ alone: false }), late] })).toEqual([]);
  });
});

describe('a secret', () => {
  const head = key.slice(0, 18);
  it.each<[string, Partial<FaultRun>]>([
    ['on stdout', { steps: [step({ stdout: `token ${key}` })] }],
    ['on stderr, cut short', { steps: [step({ stderr: `token ${head}…` })] }],
    ['in a message', book('message', key)],
    ['in the journal', { journal: `{"text":"${key}"}` }],
  ])('is found %s', (_, changes) => {
    expect(found(changes)).toEqual(['secret']);
  });

  it('is not its kind alone, nor another one', () => {
    const text = `${key.slice(0, 7)}… [redacted] ${key.slice(-12)} ghp_`;
    expect(found({ ...book('message', text), journal: text })).toEqual([]);
  });
});

describe('an escape byte', () => {
  it.each(['\u001b[2J', '\u0007', '\u0000', '\u009b1m', '\u202eexe', 'a\rb', '\b'])(
    '%j is found on the screen, in JSON and at a vendor',
    (text) => {
      expect(found({ steps: [step({ stdout: text })] })).toEqual(['escape']);
      const document = JSON.stringify({ data: { state: 'done', title: text } });
      expect(found({ steps: [step({ stdout: document })] })).toEqual(['escape']);
      expect(found(book('message', text))).toEqual(['escape']);
    },
  );

  it('is not a letter of any language, a line break, a tab or the text \\u001b', () => {
    const text = 'é 한국어 👩‍💻 ✖\n\tx \\u001b[31m';
    expect(found({ ...book('message', text), steps: [step({ stderr: text })] })).toEqual([]);
  });
});

describe('a call', () => {
  it.each([
    ['issue', 'ask @acme/oncall'],
    ['comment', '`a` @minji-kim'],
    ['comment', '\\`@acme/oncall`'],
    ['message', 'hello <!channel>'],
    ['message', '<!here|here>'],
    ['message', '<@U0123456789>'],
  ])('is found in a %s: %s', (kind, text) => {
    expect(found(book(kind, text))).toEqual(['call']);
  });

  it.each([
    ['issue', '`@acme/oncall`'],
    ['issue', 'root@desk and me@acme.test'],
    ['comment', '@<!-- -->acme'],
    ['comment', '```\n@acme/oncall\n```'],
    ['message', 'hello @channel'],
    ['message', '&lt;!channel&gt;'],
    ['page', '@minji-kim'],
  ])('is not one in a %s: %s', (kind, text) => {
    expect(found(book(kind, text))).toEqual([]);
  });
});

describe('a process', () => {
  it('that does not end, or breaks, is found', () => {
    expect(found({ steps: [step({ ended: false, code: null, signal: 'SIGKILL' })] })).toEqual([
      'stuck',
    ]);
    const trace = 'Error: x\n    at run (/dist/a.cjs:1:2)\n';
    expect(found({ steps: [step({ stderr: trace })] })).toEqual(['stuck']);
    expect(found({ steps: [saying('unknown', { code: 70 })] })).toEqual(['stuck']);
  });

  it('that was killed on purpose is not, nor one that tells of a place', () => {
    expect(found({ steps: [step({ signal: 'SIGKILL', code: null })] })).toEqual([]);
    expect(found({ steps: [step({ stderr: 'it is at src/pay.tsx:10:2 in Pay' })] })).toEqual([]);
  });
});
