import { expect, it } from 'vitest';
import { hypothesisName } from '../../../src/domain/diagnosis/names.ts';
import { weights } from '../../../src/domain/diagnosis/weights.ts';

it('a hypothesis of tsops has a name in both languages', () => {
  expect(hypothesisName('recent-deployment')).toEqual({ en: 'recent deployment', ko: '최근 배포' });
  expect(hypothesisName('not-served').en).toBe('deployed, but not served');
});

it.each(['en', 'ko'] as const)('each that is weighed has a name of its own (%s)', (language) => {
  const all = [...new Set(Object.values(weights).map(({ hypothesis }) => hypothesis))];
  const names = all.map((one) => hypothesisName(one)[language]);
  expect(new Set(names).size).toBe(all.length);
  expect(names).not.toContain('');
});

it.each(['expired certificate', 'toString', ''])(
  'one of the engineer’s own is called what they called it: “%s”',
  (name) => {
    expect(hypothesisName(name)).toEqual({ en: name, ko: name });
  },
);
