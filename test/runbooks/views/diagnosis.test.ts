import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../src/domain/diagnosis/types.ts';
import { diagnosisLines } from '../../../src/runbooks/views/diagnosis.ts';
import { reasonLines } from '../../../src/runbooks/views/reasons.ts';
import { plainScreen } from '../../support/terminal.ts';

const screen = plainScreen(() => 0);
const told = (text: string) => ({ en: text, ko: text });
const long = 'at least 99 % of the events are of types that were first seen in v1.2.3';

function diagnosis(reason: string): Diagnosis {
  const reasons = [{ evidence: 'correlation' as const, weight: 45, text: told(reason) }];
  const other = { about: null, for: [], against: [], ruledOut: null };
  return {
    ranked: [
      {
        hypothesis: 'recent-deployment',
        name: told('recent deployment'),
        about: 'v1.2.3',
        score: 45,
        for: reasons,
        against: [],
        ruledOut: null,
      },
      {
        ...other,
        hypothesis: 'client',
        name: told('client'),
        score: -40,
        against: [{ evidence: 'browser-split', weight: -40, text: told('errors are spread') }],
      },
      { ...other, hypothesis: 'mine', name: told('mine'), score: 0, ruledOut: 'not on my phone' },
    ],
    margin: 85,
    standing: 'clear',
    recommended: 'recent-deployment',
    causes: ['recent-deployment'],
    response: { kind: 'rollback', from: 'v1.2.3', version: 'v1.2.2' },
    why: [],
    unseen: [],
  };
}

describe('the ranking', () => {
  it('has the first reason whole on a line of its own where it would be cut', () => {
    expect(diagnosisLines(diagnosis(long), 'en', screen, 8).slice(0, 3)).toEqual([
      '  1  recent deployment (v1.2.3)   45',
      `     ${long}`,
      '  2  client                      -40  errors are spread',
    ]);
  });

  it('keeps to its lines where there is no room for one more', () => {
    const lines = diagnosisLines(diagnosis(long), 'en', screen, 5);
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/…$/);
  });

  it('has a short reason beside the points', () => {
    const [first] = diagnosisLines(diagnosis('it began then'), 'en', screen, 8);
    expect(first).toMatch(/ 45 {2}it began then$/);
  });
});

describe('the reasons', () => {
  it('are all told with their points, within the screen', () => {
    const lines = reasonLines(diagnosis(`${long}, ${long}`), 'en', screen);
    expect(lines).toEqual([
      '  recent deployment (v1.2.3) 45',
      `   +45 ${long},`,
      `       ${long}`,
      '  client -40',
      '   -40 errors are spread',
      '  mine 0 ruled out: not on my phone',
      '  ahead by 85, clear',
    ]);
  });
});
