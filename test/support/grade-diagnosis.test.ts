import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/domain/diagnosis/types.ts';
import { accused, gradeOf, harmsOf, rightAnswers } from './grade-diagnosis.ts';

const truth = {
  recommended: ['recent-deployment' as const],
  fair: [],
  tellable: true,
  rollback: 'v1.2.2',
  invalidation: false,
};
const said = (change: Partial<Diagnosis>, answer: Partial<typeof truth> = {}) => ({
  answer: { ...truth, ...answer },
  diagnosis: {
    recommended: 'recent-deployment',
    causes: ['recent-deployment'],
    response: { kind: 'rollback', from: 'v1.2.3', version: 'v1.2.2' },
    ...change,
  } as Diagnosis,
});
const unseen = {
  recommended: 'cause-not-seen',
  causes: [],
  response: { kind: 'look-further' },
} as const;
const calm = { recommended: 'false-alarm', causes: [], response: { kind: 'watch' } } as const;

describe('a diagnosis', () => {
  it('is right with the true cause, or an answer that is as fair', () => {
    expect(gradeOf(said({}))).toBe('right');
    const client = {
      recommended: 'client',
      causes: ['client'],
      response: unseen.response,
    } as const;
    expect(gradeOf(said(client))).toBe('wrong');
    expect(accused(said(client))).toBe(true);
    expect(gradeOf({ ...said(client), answer: { ...truth, fair: [['client']] } })).toBe('right');
  });

  it('is honest, and right only where nothing shows the cause', () => {
    expect(gradeOf(said(unseen))).toBe('not-seen');
    expect(gradeOf(said(unseen, { tellable: false }))).toBe('right');
  });

  it('is harmful where it rolls back the innocent, to a bad version, or where there is no way back', () => {
    expect(harmsOf(said({}, { rollback: 'v1.2.1' }))).toEqual(['rollback']);
    const noWayBack = { ...said({}), answer: { ...truth, rollback: null } };
    expect(gradeOf(noWayBack)).toBe('harmful');
  });

  it('is harmful where it calls what lasts a false alarm, and right where it is one', () => {
    expect(harmsOf(said(calm))).toEqual(['false-alarm']);
    const over = { ...truth, recommended: ['false-alarm' as const], rollback: null };
    expect(gradeOf({ ...said(calm), answer: over })).toBe('right');
  });

  it('is harmful where its invalidation repairs nothing', () => {
    const empties = { response: { kind: 'invalidate', paths: ['/*'] } } as const;
    expect(harmsOf(said(empties))).toEqual(['invalidation']);
    expect(harmsOf(said(empties, { invalidation: true }))).toEqual([]);
  });

  it('names two causes in any order', () => {
    const two = { ...truth, recommended: ['client', 'cache'] as ('client' | 'cache')[] };
    expect(rightAnswers(two)).toEqual(['cache + client']);
  });
});
