import { describe, expect, it } from 'vitest';
import { newErrorsVerdict } from '../../../src/domain/errors/new-errors.ts';

const minute = 60_000;
const one = (events: number, level = 'error', isNew = true) => ({ events, level, isNew });
/** Of half an hour. */
const verdict = (...types: ReturnType<typeof one>[]) => newErrorsVerdict(types, 30 * minute);

describe('new errors', () => {
  it('are a warning, and bad from one a minute on', () => {
    expect(verdict(one(1))).toBe('warn');
    expect(verdict(one(29))).toBe('warn');
    expect(verdict(one(30))).toBe('bad');
  });

  it('are bad where one of them alone comes every minute, not where all of them together do', () => {
    expect(verdict(one(2), one(30))).toBe('bad');
    expect(verdict(one(15), one(15))).toBe('warn');
  });

  it('are crashes too, but no warnings, and nothing that was there before', () => {
    expect(verdict(one(30, 'fatal'))).toBe('bad');
    expect(verdict(one(30, 'warning'), one(30, 'info'))).toBe('ok');
    expect(verdict(one(30, 'error', false))).toBe('ok');
    expect(verdict()).toBe('ok');
  });
});
