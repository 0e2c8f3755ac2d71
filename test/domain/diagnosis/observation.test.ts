import { describe, expect, it } from 'vitest';
import { known, observe } from '../../../src/domain/diagnosis/observation.ts';
import { answer } from './collected.ts';

const text = { en: 'x', ko: 'x' };
const weight = (id: Parameters<typeof observe>[0], share?: number) =>
  observe(id, text, share).reason.weight;

describe('an observation', () => {
  it('names the question that it is an answer to, and what was seen', () => {
    const { id, reason } = observe('service-down', text);
    expect([id, reason.evidence, reason.text]).toEqual(['service-down', 'dependencies', text]);
    expect(observe('unseen-always', text).reason.evidence).toBeNull();
  });

  it('weighs by its share where the table scales it, in whole points', () => {
    expect(weight('service-named', 0.5)).toBe(Math.round(weight('service-named') / 2));
    expect(weight('service-named', 0)).toBe(0);
    expect(Number.isInteger(weight('service-named', 0.333))).toBe(true);
  });

  it('weighs no more than all, and no less than nothing', () => {
    expect(weight('service-named', 1.5)).toBe(weight('service-named', 1));
    expect(weight('service-named', -1)).toBe(0);
  });

  it('weighs the same whatever the share elsewhere', () => {
    expect(weight('service-down', 0.1)).toBe(weight('service-down'));
  });
});

describe('an answer', () => {
  it.each([
    ['ok', 7],
    ['warn', 7],
    ['bad', 7],
    ['no-data', null],
    ['unknown', null],
  ] as const)('of the verdict %s counts: %s', (verdict, value) => {
    expect(known(answer(7, verdict))).toBe(value);
  });

  it('that was not asked for does not', () => {
    expect(known(undefined)).toBeNull();
  });
});
