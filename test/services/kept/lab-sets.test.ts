import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LabSet } from '../../../src/domain/lab/set.ts';
import { createLabSets } from '../../../src/services/kept/lab-sets.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-lab-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const folder = (): string => join(home, 'tsops', 'lab');
const url = 'https://talkstudio.app/';

function setAt(at: number, change: Partial<LabSet> = {}): LabSet {
  return {
    url,
    at,
    served: 'v1.2.3',
    runs: 3,
    values: { performance: 91, lcp: 2100 },
    conditions: {
      program: '12.8.2',
      formFactor: 'mobile',
      throttling: 'simulate',
      screen: '412x823@1.75 mobile',
      browser: 140,
      benchmarkIndex: 1400,
    },
    files: [{ name: 'assets/index.js', bytes: 90_000 }],
    ...change,
  };
}

it('gives back the sets of an address, the newest first, from files of the user alone', async () => {
  const sets = createLabSets({ XDG_STATE_HOME: home });
  expect(await sets.keep(setAt(5))).toBe(true);
  expect(await sets.keep(setAt(7))).toBe(true);
  await sets.keep(setAt(6, { url: 'https://talkstudio.app/other' }));
  expect(await sets.sets('https://talkstudio.app/#part')).toEqual([setAt(7), setAt(5)]);
  const modes = readdirSync(folder()).map((name) => statSync(join(folder(), name)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600, 0o600]);
});

it('loses none of two that are kept at once', async () => {
  const [one, other] = [
    createLabSets({ XDG_STATE_HOME: home }),
    createLabSets({ XDG_STATE_HOME: home }),
  ];
  await Promise.all([1, 2, 3, 4].map((at) => (at % 2 ? one : other).keep(setAt(at))));
  expect((await one.sets(url)).map(({ at }) => at)).toEqual([4, 3, 2, 1]);
});

it('leaves out what is torn, edited into nonsense, or of another address', async () => {
  const sets = createLabSets({ XDG_STATE_HOME: home });
  await sets.keep(setAt(5));
  const [name = ''] = readdirSync(folder());
  for (const text of [
    '{"url":"https://talk',
    JSON.stringify(setAt(5, { url: 'https://elsewhere.example/' })),
    JSON.stringify({ ...setAt(5), values: { lcp: 'NaN', performance: -1 } }),
    JSON.stringify({ ...setAt(5), conditions: null }),
    '[]',
  ]) {
    writeFileSync(join(folder(), name), text);
    expect(await sets.sets(url)).toEqual([]);
  }
});

it('keeps 40 sets of an address: the oldest goes', async () => {
  const sets = createLabSets({ XDG_STATE_HOME: home });
  for (let at = 1; at <= 41; at += 1) await sets.keep(setAt(at));
  const ats = (await sets.sets(url)).map(({ at }) => at);
  expect([ats.length, ats.at(-1), ats[0]]).toEqual([40, 2, 41]);
  expect(readdirSync(folder())).toHaveLength(40);
});

it('says that a set was not kept where the disk does not take it', async () => {
  writeFileSync(join(home, 'tsops'), '');
  const sets = createLabSets({ XDG_STATE_HOME: home });
  expect(await sets.keep(setAt(5))).toBe(false);
  expect(await sets.sets(url)).toEqual([]);
});
