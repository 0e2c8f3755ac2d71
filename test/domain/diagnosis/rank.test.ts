import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/domain/diagnosis/observation.ts';
import { type Judgement, judgeRanked, rank } from '../../../src/domain/diagnosis/rank.ts';
import type { HandMark, Ranked } from '../../../src/domain/diagnosis/types.ts';

const text = (en: string) => ({ en, ko: en });
const clue = (id: Observation['id'], weight: number): Observation => ({
  id,
  reason: { evidence: null, weight, text: text(`${id} ${weight}`) },
});
const hypotheses = ['recent-deployment', 'external-service', 'client'];
const order = (ranked: readonly Ranked[]) => ranked.map(({ hypothesis }) => hypothesis);
const of = (clues: readonly Observation[], marks: readonly HandMark[] = []) =>
  rank(hypotheses, clues, marks, (one) => (one === 'client' ? 'Safari' : null));
const mark = (hypothesis: string, change: HandMark['change'], reason = 'seen'): HandMark => ({
  hypothesis,
  change,
  reason,
});

describe('hypotheses', () => {
  it('stand with the highest score first, equal ones as they were', () => {
    expect(order(of([]))).toEqual(hypotheses);
    const clues = [
      clue('client-stands-out', 40),
      clue('service-down', 20),
      clue('deploy-tied', 20),
    ];
    expect(order(of(clues))).toEqual(['client', 'recent-deployment', 'external-service']);
  });

  it('have the sum of what speaks for and against them, the weightiest first', () => {
    const clues = [
      clue('deploy-tied', 10),
      clue('deploy-lift', 30),
      clue('deploy-no-lift', -5),
      clue('deploy-recurring', -15),
      clue('deploy-brought-new', 0),
    ];
    const [first] = of(clues);
    expect(first).toMatchObject({ hypothesis: 'recent-deployment', score: 20 });
    expect(first?.for.map(({ weight }) => weight)).toEqual([30, 10]);
    expect(first?.against.map(({ weight }) => weight)).toEqual([-15, -5]);
  });

  it('are about what they name', () => {
    expect(of([]).map(({ about }) => about)).toEqual([null, null, 'Safari']);
    expect(of([])[0]?.name.en).toBe('recent deployment');
  });
});

describe('what the engineer says by hand', () => {
  it('counts for that hypothesis alone', () => {
    const [first, second] = of([], [mark('client', 'supported', 'I saw it')]);
    expect(first?.hypothesis).toBe('client');
    expect(first?.for).toEqual([
      { evidence: null, weight: first?.score, text: expect.objectContaining({}) },
    ]);
    expect(first?.for[0]?.text.en).toContain('I saw it');
    expect(second?.score).toBe(0);
  });

  it('may be a hypothesis of their own, once, however often it is added', () => {
    const own = mark('a hunch', 'added');
    expect(order(of([], [own, own]))).toEqual(['a hunch', ...hypotheses]);
    expect(order(of([], [mark('a hunch', 'supported')]))).toEqual(hypotheses);
  });

  it('rules out: last, whatever its score, and with the reason', () => {
    const clues = [clue('deploy-tied', 90)];
    const ranked = of(clues, [mark('recent-deployment', 'ruled-out', 'never went live')]);
    expect(order(ranked)).toEqual(['external-service', 'client', 'recent-deployment']);
    expect(ranked.at(-1)).toMatchObject({ score: 90, ruledOut: 'never went live' });
    expect(ranked[0]?.ruledOut).toBeNull();
  });

  it('is the last word that counts', () => {
    const marks = [mark('client', 'ruled-out'), mark('client', 'supported')];
    expect(of([], marks)[0]).toMatchObject({ hypothesis: 'client', ruledOut: null });
    expect(of([], marks.toReversed()).at(-1)).toMatchObject({ hypothesis: 'client' });
    // A word on another hypothesis is none on this one.
    const other = [mark('client', 'ruled-out'), mark('external-service', 'supported')];
    expect(of([], other).at(-1)).toMatchObject({ hypothesis: 'client', ruledOut: 'seen' });
  });
});

describe('what the ranking allows to say', () => {
  const one = (hypothesis: string, score: number, ruledOut: string | null = null): Ranked => ({
    hypothesis,
    name: text(hypothesis),
    about: null,
    score,
    for: [],
    against: [],
    ruledOut,
  });
  const judged = (ranked: readonly Ranked[], judgement: Partial<Judgement> = {}) =>
    judgeRanked(ranked, { twoCauses: () => false, halfSeen: () => false, ...judgement });
  const unseen = { recommended: 'cause-not-seen', causes: [] };

  it('is one cause where it is clearly ahead', () => {
    expect(judged([one('client', 80), one('cache', 30)])).toEqual({
      margin: 50,
      standing: 'clear',
      recommended: 'client',
      causes: ['client'],
    });
    expect(judged([one('client', 80)])).toMatchObject({ margin: 80, standing: 'clear' });
  });

  it('needs ten points between the first and the second', () => {
    expect(judged([one('client', 60), one('cache', 50)]).standing).toBe('clear');
    expect(judged([one('client', 60), one('cache', 51)])).toEqual({
      margin: 9,
      standing: 'tie',
      ...unseen,
    });
  });

  it('needs 45 points for the first', () => {
    expect(judged([one('client', 45), one('cache', 0)]).standing).toBe('clear');
    expect(judged([one('client', 44), one('cache', 0)])).toEqual({
      margin: 44,
      standing: 'thin',
      ...unseen,
    });
  });

  it('is nothing where the cause is not seen, or nothing stands', () => {
    expect(judged([one('cause-not-seen', 90)])).toEqual({
      margin: 90,
      standing: 'thin',
      ...unseen,
    });
    expect(judged([])).toEqual({ margin: 0, standing: 'thin', ...unseen });
    expect(judged([one('client', 90, 'no')])).toEqual({ margin: 0, standing: 'thin', ...unseen });
  });

  it('passes over what was ruled out', () => {
    const ranked = [one('client', 80), one('cache', 75, 'no'), one('images', 30)];
    expect(judged(ranked)).toMatchObject({ margin: 50, standing: 'clear' });
  });

  it('is nothing of a hypothesis that is half seen, and asks for the first alone', () => {
    const ranked = [one('client', 80), one('cache', 30)];
    const half = (name: string) => judged(ranked, { halfSeen: (each) => each === name }).standing;
    expect([half('client'), half('cache')]).toEqual(['thin', 'clear']);
  });

  it('is a cause that is seen by itself, however near another is', () => {
    const ranked = [one('site-down', 60), one('cache', 59)];
    const certain = (name: string) => judged(ranked, { certain: (each) => each === name }).standing;
    expect([certain('site-down'), certain('cache')]).toEqual(['clear', 'tie']);
  });

  it('is a false alarm, which is an answer and no cause', () => {
    expect(judged([one('false-alarm', 80)])).toMatchObject({
      recommended: 'false-alarm',
      causes: [],
    });
  });

  describe('of two at once', () => {
    const two = (first: Ranked, second: Ranked) =>
      judged([first, second], { twoCauses: (a, b) => a !== b });

    it('is both, however far apart', () => {
      expect(two(one('cache', 90), one('images', 45))).toEqual({
        margin: 45,
        standing: 'two-causes',
        recommended: 'cache',
        causes: ['cache', 'images'],
      });
      expect(two(one('cache', 50), one('images', 49)).standing).toBe('two-causes');
    });

    it('is the first alone where the second has too few points', () => {
      expect(two(one('cache', 90), one('images', 44))).toMatchObject({
        standing: 'clear',
        causes: ['cache'],
      });
    });

    it('is a cause for each that is one', () => {
      expect(two(one('cache', 90), one('false-alarm', 45)).causes).toEqual(['cache']);
      expect(two(one('cache', 90), one('cause-not-seen', 45)).causes).toEqual(['cache']);
    });
  });
});
