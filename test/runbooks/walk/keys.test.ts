import { describe, expect, it } from 'vitest';
import { keyBar } from '../../../src/runbooks/walk/asked-guide.ts';
import { texts } from '../../../src/runbooks/walk/texts.ts';
import { plainScreen } from '../../support/terminal.ts';

const { on, takeIt, done, showPlan, lookAgain, run, next } = texts;
const offers = [on, done, showPlan, lookAgain, run, next].map((text) => ({ text, picks: 0 }));
const choices = [
  { text: takeIt, picks: 7 },
  { text: { en: 'cannot tell at all', ko: '전혀 알 수 없습니다' }, picks: 4 },
];

describe.each(['en', 'ko'] as const)('the keys in %s', (language) => {
  it.each([...offers, ...choices])(
    'take one line of 80 columns, and two of 40: $text.en',
    (offer) => {
      const bar = (columns: number): string[] =>
        keyBar(
          { on: offer.text[language], picks: offer.picks },
          language,
          plainScreen(() => 0, columns),
        ).split('\n');
      const { width } = plainScreen(() => 0);
      expect(bar(80)).toHaveLength(1);
      expect(bar(40).length).toBeLessThanOrEqual(2);
      for (const columns of [80, 40]) {
        expect(Math.max(...bar(columns).map(width))).toBeLessThan(columns);
      }
    },
  );

  it('do not name Enter where it does nothing', () => {
    expect(
      keyBar(
        { on: null, picks: 1 },
        language,
        plainScreen(() => 0),
      ),
    ).toMatch(/^ 1 /);
  });
});
