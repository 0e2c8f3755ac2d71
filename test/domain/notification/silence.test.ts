import { describe, expect, it } from 'vitest';
import { readAlertRules } from '../../../src/config/alert-rules.ts';
import { longestOf, nextSilenceId, silencesOf } from '../../../src/domain/notification/silence.ts';
import { parseEnd } from '../../../src/domain/notification/silence-end.ts';
import { silencedElsewhere } from '../../../src/domain/notification/silenced-elsewhere.ts';
import { chooseRules } from '../../../src/domain/notification/silenced-rules.ts';
import { silence, start } from './support.ts';

const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const added = (id: string) => {
  const { targets, labels, from, until, untilResolved, reason, record } = silence('Down', 0, 60);
  const fields = { id, targets, labels, from, until, untilResolved, reason, record };
  return { kind: 'silenced', at: at(0), actor: 'minji@desk', ...fields };
};
const expired = (id: string, minutes: number) => ({
  kind: 'expired',
  at: at(minutes),
  actor: 'yuna@desk',
  id,
});

describe('the record of silences', () => {
  it('tells when each ends, and who ended it', () => {
    expect(silencesOf([added('s1'), added('s2'), expired('s1', 5)])).toEqual([
      silence('Down', 0, 5, { end: 'expired', endedBy: 'yuna@desk' }),
      silence('Down', 0, 60, { id: 's2' }),
    ]);
  });

  it('is not changed by an end after the end, of what is not there, or by an id of before', () => {
    const lines = [added('s1'), expired('s1', 61), expired('s7', 1), added('s1')];
    expect(silencesOf(lines)).toEqual([silence('Down', 0, 60)]);
    expect(nextSilenceId(silencesOf(lines))).toBe('s2');
  });

  it('names of several that match the one that lasts longest', () => {
    const long = silence('Down', 0, 90, { id: 's2' });
    const alert = { rule: 'Down', environment: 'production', labels: {} };
    expect(longestOf([silence('Down', 0, 60), long, silence('Up', 0, 99)], alert)).toBe(long);
  });
});

describe('the end of a silence', () => {
  const now = Date.parse('2026-03-28T20:00:00Z');
  const end = (text: string, zone = 'Europe/Berlin') => {
    const found = parseEnd(text, now, zone);
    return found === undefined ? undefined : new Date(found).toISOString();
  };

  it('is the next such time on the clocks of the zone, over a change of them', () => {
    expect(end('22:00')).toBe('2026-03-28T21:00:00.000Z');
    expect(end('21:00')).toBe('2026-03-29T19:00:00.000Z');
    // 02:30 is skipped that night: the moment of the jump is meant.
    expect(end('02:30')).toBe('2026-03-29T01:00:00.000Z');
    expect(end('9:05', 'Asia/Seoul')).toBe('2026-03-29T00:05:00.000Z');
  });

  it('is a day to its last minute, and a time with a zone where that has it', () => {
    expect(end('2026-03-29')).toBe('2026-03-29T22:00:00.000Z');
    expect(end('2026-03-29T09:00+09:00')).toBe('2026-03-29T00:00:00.000Z');
    expect(end('2026-03-29 09:00 KST')).toBe('2026-03-29T00:00:00.000Z');
  });

  it.each(['', '2h', '24:00', '2026-02-30', '2026-13-01 09:00', '09:00Z', 'noon'])(
    'is not %j',
    (text) => expect(end(text)).toBeUndefined(),
  );
});

const yaml = (name: string, more = '') =>
  `- {name: ${name}, severity: P3, condition: error_count > 5, channels: [slack-alerts], message: m${more}}\n`;
const { rules } = await readAlertRules(
  yaml('Errors') +
    yaml('Errors (staging)', ', env: staging') +
    yaml('Elsewhere', ', engine: sentry'),
  'rules',
);

describe('the rules of a silence', () => {
  const names = (...words: string[]) =>
    chooseRules(words, rules, undefined, 'production').chosen.map(({ rule }) => rule.name);

  it('are named without case, with or without quotes, or by a pattern', () => {
    expect(names('ERRORS')).toEqual(['Errors']);
    expect(names('errors', '(staging)')).toEqual(['Errors (staging)']);
    expect(names('*')).toEqual(['Errors', 'Errors (staging)']);
    expect(names('err*', 'Errors')).toEqual(['Errors', 'Errors (staging)']);
  });

  it('take a dot and a bracket for what they are', () => {
    expect(names('Error.')).toEqual([]);
    expect(names('errors (*')).toEqual(['Errors (staging)']);
  });

  it('are about the environment that they name, else the one asked for', () => {
    const { chosen, leftOut } = chooseRules(['err*'], rules, 'preview', 'preview');
    expect(chosen.map(({ rule, environment }) => [rule.name, environment])).toEqual([
      ['Errors', 'preview'],
    ]);
    expect(leftOut).toMatchObject([{ why: 'it is about staging, not preview', elsewhere: false }]);
  });

  it('of another engine are silenced there', () => {
    const { leftOut } = chooseRules(['elsewhere'], rules, undefined, 'production');
    const [out] = leftOut;
    const asked = { environment: 'staging', labels: { a: 'b c' }, lasts: 5_400_001, reason: 'x' };
    const how = (engine: 'prometheus' | 'sentry' | 'uptimerobot') =>
      out === undefined ? '' : silencedElsewhere({ ...out.rule, engine }, asked);
    expect(out?.why).toBe('sentry evaluates it and notifies');
    expect(how('sentry')).toBe('mute the monitor "Elsewhere" in Sentry');
    expect(how('uptimerobot')).toContain('maintenance window');
    expect(how('prometheus')).toBe(
      "amtool silence add alertname=Elsewhere env=staging 'a=b c' --duration=1h30m1s --comment=x",
    );
  });
});
