import { expect, it } from 'vitest';
import { measurerWords } from '../../../src/domain/speed/findings.ts';

it('what measured a page is called in journals what it always was', () => {
  expect(measurerWords).toEqual({
    here: 'lighthouse',
    remote: 'pagespeed-insights',
    requests: 'http',
  });
});
