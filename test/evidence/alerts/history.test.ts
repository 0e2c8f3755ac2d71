import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { replayHistory } from '../../../src/evidence/alerts/history.ts';
import { epoch, rulesFrom } from '../../domain/alerts/support.ts';

const home = mkdtempSync(join(tmpdir(), 'tsops-history-'));
afterAll(() => rmSync(home, { recursive: true }));

const rules = await rulesFrom({ condition: 'error_rate > 5% for 2 minutes' });
const { signal } = new AbortController();

const sample = (minute: number, value: number, more = {}) =>
  JSON.stringify({ metric: 'error_rate', t: epoch / 1000 + minute * 60, value, ...more });

function played(text: string, stop = signal) {
  const file = join(home, 'history');
  writeFileSync(file, text);
  const budget = { evaluations: 100_000, transitions: 1000 };
  const found = replayHistory(file, 'h.jsonl', rules, { holds: [], budget }, stop);
  return { found, budget };
}

describe('a history', () => {
  it('is played line by line, with or without a last end of line', async () => {
    const lines = [sample(0, 9), sample(1, 9), sample(2, 9)];
    for (const text of [lines.join('\n'), `${lines.join('\n')}\n`, lines.join('\n\n')]) {
      const { samples, alerts, from, to } = await played(text).found;
      expect({ samples, from, to }).toEqual({ samples: 3, from: epoch, to: epoch + 120_000 });
      expect(alerts).toHaveLength(1);
    }
  });

  it('may be of other metrics too, or of none, or be empty', async () => {
    const other = JSON.stringify({ metric: 'requests', t: 1, value: 1 });
    expect((await played(`${other}\n${sample(0, 9)}`).found).samples).toBe(1);
    expect((await played('').found).samples).toBe(0);
    expect((await played('\n\n').found).samples).toBe(0);
  });

  it('out of order is played again in order, with as much to spend as at first', async () => {
    const inOrder = Array.from({ length: 30 }, (_, i) => sample(i, i > 20 ? 9 : 1));
    const shuffled = [...inOrder.slice(1), inOrder[0]];
    const [straight, again] = [played(inOrder.join('\n')), played(shuffled.join('\n'))];
    const [first, second] = [await straight.found, await again.found];
    expect(second.samples).toBe(30);
    expect(second.alerts.length).toBe(first.alerts.length);
    expect(again.budget).toEqual(straight.budget);
  });

  it('is read in pieces: no line is lost or read twice at their ends', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => sample(i, 1, { labels: { env: 'p' } }));
    const text = many.join('\n');
    expect(text.length).toBeGreaterThan(1_100_000);
    expect((await played(text).found).samples).toBe(20_000);
  });
});

describe('what is no history', () => {
  it('is named with file and line', async () => {
    await expect(played(`${sample(0, 1)}\n\nx\n${sample(1, 1)}`).found).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(/^h\.jsonl:3: /),
      next: ['tsops alerts backtest --help'],
    });
    // In the last line, which does not end.
    await expect(played(`${sample(0, 1)}\nx`).found).rejects.toMatchObject({
      message: expect.stringMatching(/^h\.jsonl:2: /),
    });
  });

  it('is a line that is longer than a sample ever is', async () => {
    const long = (length: number) => `${sample(0, 1)}\n${' '.repeat(length)}`;
    expect((await played(long(65_536)).found).samples).toBe(1);
    await expect(played(long(65_537)).found).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('too long'),
    });
  });

  it('is a file that is not there, or cannot be read', async () => {
    const options = { holds: [], budget: { evaluations: 1, transitions: 1 } };
    const none = replayHistory(join(home, 'none'), 'none', rules, options, signal);
    await expect(none).rejects.toMatchObject({
      kind: 'usage',
      message: 'none: there is no such file',
      next: ['tsops alerts backtest --help'],
    });
    const looped = join(home, 'x'.repeat(300));
    await expect(replayHistory(looped, 'long', rules, options, signal)).rejects.toMatchObject({
      message: 'long: cannot be read (ENAMETOOLONG)',
    });
  });

  it('is none after an interrupt', async () => {
    const stop = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(played(sample(0, 1), stop).found).rejects.toThrow('Ctrl-C');
  });
});
