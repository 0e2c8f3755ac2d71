import { expect, it } from 'vitest';
import { withWidth } from '../../src/terminal/with-width.ts';

it('gives a terminal that does not know its width 80 columns, and leaves the others as they are', () => {
  expect(withWidth({ columns: 0 }).columns).toBe(80);
  expect(withWidth({} as { columns?: number }).columns).toBe(80);
  expect(withWidth({ columns: 120 }).columns).toBe(120);
});
