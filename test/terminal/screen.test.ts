import { describe, expect, it } from 'vitest';
import { verdicts } from '../../src/domain/evidence/verdict.ts';
import { createPaint } from '../../src/terminal/paint.ts';
import { createScreen } from '../../src/terminal/screen.ts';
import { plainScreen } from '../support/terminal.ts';

const now = Date.parse('2026-11-23T03:12:05Z');
const screen = plainScreen(() => now);

describe('a verdict', () => {
  it('is a sign and a word, so it is told without colour', () => {
    expect(verdicts.map((verdict) => screen.verdict(verdict))).toEqual([
      '✔ ok',
      '▲ warn',
      '· no data',
      '? unknown',
      '✖ bad',
    ]);
  });

  it('that could not be told has neither the sign nor the colour of ok or bad', async () => {
    const coloured = createScreen({
      columns: 80,
      rows: 24,
      terminal: true,
      paint: await createPaint(1),
      clock: { now: () => now },
      zone: () => 'UTC',
      language: () => 'en',
    });
    const signs = verdicts.map((verdict) => coloured.sign(verdict));
    expect(new Set(signs).size).toBe(verdicts.length);
    const colours = signs.map((sign) => sign.replace(/[^\u001b[\dm]/g, ''));
    expect(new Set(colours).size).toBe(verdicts.length);
  });
});

describe('a next step', () => {
  const ofNpx = createScreen({
    columns: 80,
    rows: 24,
    terminal: true,
    calledBy: 'npx ',
    paint: screen.paint,
    clock: { now: () => now },
    zone: () => 'UTC',
    language: () => 'en',
  });

  it('is written as tsops was called', () => {
    expect(screen.step('tsops ack')).toBe('tsops ack');
    expect(ofNpx.step('tsops ack')).toBe('npx tsops ack');
  });

  it('of another program, or that is no command, stays as it is', () => {
    expect(ofNpx.step('gh auth login')).toBe('gh auth login');
    expect(ofNpx.step('set github.owner in tsops.config.yaml')).toBe(
      'set github.owner in tsops.config.yaml',
    );
  });
});

describe('a time', () => {
  it("is shown in UTC and in the team's zone", () => {
    expect(screen.time(now)).toBe('2026-11-23 12:12:05 KST (03:12 UTC)');
  });

  it.each([
    ['UTC', '2026-11-23 03:12:05 UTC'],
    ['Europe/Berlin', '2026-11-23 04:12:05 CET (03:12 UTC)'],
    ['America/New_York', '2026-11-22 22:12:05 GMT-5 (11-23 03:12 UTC)'],
  ])('in a team in %s is %s', (zone, expected) => {
    const theirs = createScreen({
      columns: 80,
      rows: 24,
      terminal: true,
      paint: screen.paint,
      clock: { now: () => now },
      zone: () => zone,
      language: () => 'en',
    });
    expect(theirs.time(now)).toBe(expected);
  });

  it.each([
    [0, 'now'],
    [400, 'now'],
    [-42_000, '42s ago'],
    [5 * 60_000, 'in 5m'],
    [-(3 * 3_600_000 + 12 * 60_000 + 29_000), '3h 12m ago'],
    [-(26 * 3_600_000 + 20 * 60_000), '1d 2h ago'],
  ])('%i ms away is %s', (offset, expected) => {
    expect(screen.ago(now + offset)).toBe(expected);
  });
});

describe('a sparkline', () => {
  it.each([
    [[1, 2, 3, 4, 5, 6, 7, 8], '▁▂▃▄▅▆▇█'],
    [[5, 5, 5], '▁▁▁'],
    [[1, null, 9], '▁ █'],
    [[null, null], '  '],
    [[], ''],
  ])('of %j is %j', (values, expected) => {
    expect(screen.sparkline(values)).toBe(expected);
  });
});

describe('a table', () => {
  it('follows the window when its size changes', () => {
    const size = { columns: 80 };
    const moving = createScreen({
      get columns() {
        return size.columns;
      },
      rows: 24,
      terminal: true,
      paint: screen.paint,
      clock: { now: () => now },
      zone: () => 'UTC',
      language: () => 'en',
    });
    size.columns = 40;
    expect(moving.columns).toBe(40);
    expect(moving.width(moving.table([['name', 'x'.repeat(200)]]))).toBe(40);
  });

  it('fits the screen of a terminal, and is whole in a pipe', () => {
    const rows = [['name', 'x'.repeat(200)]];
    expect(screen.width(screen.table(rows))).toBe(80);
    const piped = createScreen({
      columns: 80,
      rows: 24,
      terminal: false,
      paint: screen.paint,
      clock: { now: () => now },
      zone: () => 'UTC',
      language: () => 'en',
    });
    expect(piped.table(rows)).toContain('x'.repeat(200));
  });
});
