import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKeptAnswers } from '../../../src/services/kept/answers.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-kept-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const files = (): string[] => {
  const folder = join(home, 'tsops', 'answers');
  return readdirSync(folder).map((name) => join(folder, name));
};

it('gives back what was kept, to that question alone, from a file of the user alone', async () => {
  const answers = createKeptAnswers({ XDG_CACHE_HOME: home });
  await answers.keep('visits of 12', { at: 5, value: { sessions: 7 } });
  expect(await answers.read('visits of 12')).toEqual({ at: 5, value: { sessions: 7 } });
  expect(await answers.read('visits of 13')).toBeNull();
  expect(files().map((file) => statSync(file).mode & 0o777)).toEqual([0o600]);
});

it('takes a file that is torn, or the answer to another question, for none', async () => {
  const answers = createKeptAnswers({ XDG_CACHE_HOME: home });
  await answers.keep('a', { at: 5, value: 1 });
  const [file = ''] = files();
  for (const text of [
    '{"question":"a","at":',
    '{"question":"b","at":5,"value":1}',
    '{"question":"a","at":"5"}',
  ]) {
    writeFileSync(file, text);
    expect(await answers.read('a')).toBeNull();
  }
});

it('keeps nothing that is too long, and without a home neither reads nor writes', async () => {
  const answers = createKeptAnswers({ XDG_CACHE_HOME: home });
  await answers.keep('a', { at: 5, value: 'x'.repeat(3_000_000) });
  expect(await answers.read('a')).toBeNull();
  const nowhere = createKeptAnswers({ XDG_CACHE_HOME: 'relative' });
  await nowhere.keep('a', { at: 5, value: 1 });
  expect(await nowhere.read('a')).toBeNull();
});

it('does not fail where the folder cannot be made', async () => {
  writeFileSync(join(home, 'tsops'), '');
  const answers = createKeptAnswers({ XDG_CACHE_HOME: home });
  await answers.keep('a', { at: 5, value: 1 });
  expect(await answers.read('a')).toBeNull();
});
