import { describe, expect, it } from 'vitest';
import type { ErrorFacts } from '../../../src/domain/diagnosis/error-facts.ts';
import { errorAdvice } from '../../../src/domain/diagnosis/error-responses.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import {
  answer,
  badDeploy,
  browser,
  correlation,
  deployed,
  down,
  outage,
  riddle,
  type,
  without,
  withTypes,
} from './collected.ts';
import { facts } from './said.ts';

const advised = (hypothesis: string, collected: Collected, known: Partial<ErrorFacts> = {}) => {
  const { response, notes } = errorAdvice(hypothesis, { ...facts(collected), ...known });
  return { response, notes: notes.map(({ en }) => en) };
};
const look = { kind: 'look-further' };

describe('a deploy that is the cause', () => {
  const deploy = (change: Collected = {}, known: Partial<ErrorFacts> = {}) =>
    advised('recent-deployment', { ...badDeploy, ...change }, known);
  const served = (version: string | null): Collected => ({
    'recent-deploys': answer(deployed({ served: version })),
  });

  it('is rolled back from what is served to the last good version', () => {
    expect(deploy()).toEqual({
      response: { kind: 'rollback', from: 'v1.2.3', version: 'v1.2.2' },
      notes: ['v1.2.2 was the last version live without these errors'],
    });
    expect(deploy(served('v1.2.4')).response).toMatchObject({ from: 'v1.2.4' });
  });

  it('is rolled back from the suspect, or from nobody knows what, where that is not told', () => {
    expect(deploy(served(null)).response).toMatchObject({ from: 'v1.2.3' });
    expect(deploy(without({}, 'recent-deploys')).response).toMatchObject({ from: 'v1.2.3' });
    const nothing = deploy(served(null), { suspect: null });
    expect(nothing.response).toEqual({ kind: 'rollback', from: null, version: 'v1.2.2' });
  });

  it('is not rolled back where no version is known to be good', () => {
    const unknown = { correlation: answer(correlation({ lastGood: null })) };
    for (const change of [unknown, without({}, 'correlation')]) {
      const { response, notes } = deploy(change);
      expect(response).toEqual(look);
      expect(notes).toEqual([expect.stringContaining('no rollback is recommended')]);
    }
  });

  it('is watched where the last good version is served already', () => {
    expect(deploy(served('v1.2.2'))).toEqual({
      response: { kind: 'watch' },
      notes: [expect.stringContaining('v1.2.2 is served already')],
    });
  });

  it('whose run failed is deployed over, whatever is served', () => {
    const { response, notes } = deploy(served('v1.2.2'), { suspectFailed: true });
    expect(response).toEqual(look);
    expect(notes).toEqual([expect.stringContaining('deploy v1.2.2 once more (or v1.2.3,')]);
  });

  it('that moved stored data is not rolled back over, unless that is a small part', () => {
    const moved = (events: number) =>
      withTypes({}, type({ culprit: 'src/migrate.ts', events }), type({ events: 1000 }));
    const main = deploy(moved(900));
    expect(main.response).toEqual(look);
    expect(main.notes).toEqual([expect.stringContaining('src/migrate.ts')]);
    const part = deploy(moved(300));
    expect(part.response.kind).toBe('rollback');
    expect(part.notes).toEqual([
      expect.stringContaining('v1.2.2 was the last version'),
      expect.stringContaining('ask its author whether v1.2.2 can read'),
    ]);
  });
});

describe('a service of others that is the cause', () => {
  const service = (change: Partial<ReturnType<typeof down>>) =>
    advised('external-service', {
      ...riddle,
      dependencies: answer({ dependencies: [{ ...down(0.96), ...change }] }),
    });

  it.each([
    ['active', true, 'the fallback of DiceBear is active'],
    ['inactive', false, 'the fallback of DiceBear is not active: switch to it'],
    ['unknown', null, 'whether the fallback of DiceBear is active is not known: check it'],
    ['not-configured', null, 'whether the fallback of DiceBear is active is not known: check it'],
  ] as const)('is met by its fallback, which is %s', (fallback, active, note) => {
    expect(service({ fallback })).toEqual({
      response: { kind: 'fallback', dependency: 'DiceBear', active },
      notes: [note],
    });
  });

  it('is met by it with what is known of it', () => {
    const { notes } = service({ fallback: 'active', fallbackDetail: 'initials are shown' });
    expect(notes).toEqual(['the fallback of DiceBear is active: initials are shown']);
  });

  it('is looked at further where none is seen in trouble', () => {
    expect(advised('external-service', riddle)).toEqual({ response: look, notes: [] });
  });
});

it.each([
  ['client', browser, 'issue'],
  ['false-alarm', badDeploy, 'watch'],
  ['cause-not-seen', outage, 'look-further'],
  ['a hunch', badDeploy, 'look-further'],
])('the response to %s needs no note', (hypothesis, collected, kind) => {
  expect(advised(hypothesis, collected)).toEqual({
    response: expect.objectContaining({ kind }),
    notes: [],
  });
});
