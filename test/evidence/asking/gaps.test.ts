/* What becomes of an answer of which a part is missing, or of which there is nothing. */
import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import {
  gapOf,
  lostFiles,
  type SettledAnswer,
  settle,
  withGaps,
  withoutData,
} from '../../../src/evidence/asking/settle.ts';
import { stillClock } from '../../support/ask.ts';
import { fakeClock } from '../../support/clock.ts';

const answer = (verdict: SettledAnswer<number>['verdict']): SettledAnswer<number> => ({
  verdict,
  value: 1,
  detail: 'as told',
});
const refused = new TsopsError({ kind: 'credentials', message: 'no scope', next: ['log in'] });
const signal = new AbortController().signal;
const question = { question: 'is it up', source: 'the site', budget: 4000 };

describe('an answer with gaps', () => {
  it('that has none stays as it is', () => {
    const whole = answer('ok');
    expect(withGaps(whole, [])).toBe(whole);
  });

  it.each([
    ['ok', 'unknown'],
    ['no-data', 'unknown'],
    ['warn', 'warn'],
    ['bad', 'bad'],
    ['unknown', 'unknown'],
  ] as const)('and seemed %s is %s', (verdict, becomes) => {
    expect(withGaps(answer(verdict), [{ text: 'a part is missing' }]).verdict).toBe(becomes);
  });

  it('says each of them, and has the problem of the first that has one', () => {
    const gaps = [{ text: 'one' }, gapOf('Sentry', refused), { text: 'three' }];
    const found = withGaps(answer('ok'), gaps);
    expect(found.detail).toBe('as told; one; Sentry: no scope; three');
    expect(found.problem).toMatchObject({ kind: 'credentials', next: ['log in'] });
    expect(withGaps(answer('ok'), [{ text: 'one' }])).not.toHaveProperty('problem');
  });

  it('counts files that did not come', () => {
    expect(lostFiles(0)).toEqual([]);
    expect(lostFiles(1)).toEqual([{ text: '1 file could not be read' }]);
    expect(lostFiles(2)).toEqual([{ text: '2 files could not be read' }]);
  });

  it('has a source’s words cleaned and cut', () => {
    const { text } = gapOf(
      'Sentry',
      new TsopsError({ kind: 'refused', message: 'x\n'.repeat(500) }),
    );
    expect(text).not.toContain('\n');
    expect(text.length).toBeLessThanOrEqual(200);
  });
});

describe('nothing', () => {
  it('is no data for a reason that can be told in any language', () => {
    expect(withoutData('no-run', 'deploy.yml', 'production')).toEqual({
      verdict: 'no-data',
      value: null,
      detail: expect.stringContaining('deploy.yml'),
      lack: { code: 'no-run', values: ['deploy.yml', 'production'] },
    });
  });
});

describe('a settled answer', () => {
  const settled = (
    found: SettledAnswer<number>,
    asked: Partial<Parameters<typeof settle>[1]> = {},
  ) => settle({ clock: stillClock(), signal }, { ...question, ...asked }, async () => found);

  it('has what its question and its reader gave, and null for what they did not', async () => {
    const bare = await settled(answer('ok'));
    expect(bare).toMatchObject({ unit: null, window: null, baseline: null });
    expect(bare).not.toHaveProperty('lack');
    expect(bare).not.toHaveProperty('problem');
    const window = { from: 1, to: 2 };
    const full = await settled(
      { ...withoutData('no-errors'), baseline: 5, problem: { kind: 'refused' } as never },
      { unit: 'ms', window },
    );
    expect(full).toMatchObject({ unit: 'ms', window, baseline: 5, lack: { code: 'no-errors' } });
    expect(full.problem).toEqual({ kind: 'refused' });
  });

  it('is told in 300 characters where it failed', async () => {
    const bounds = { clock: stillClock(), signal };
    const failed = await settle<number>(bounds, question, () =>
      Promise.reject(new TsopsError({ kind: 'refused', message: 'x'.repeat(900) })),
    );
    expect(failed.detail.length).toBeLessThanOrEqual(300);
    expect(failed.detail.length).toBeGreaterThan(250);
  });

  it('leaves nothing behind that listens to the signal of the process', async () => {
    const counted = { added: 0, removed: 0 };
    const own = new AbortController().signal;
    const add = own.addEventListener.bind(own);
    const remove = own.removeEventListener.bind(own);
    own.addEventListener = (...args: Parameters<typeof add>) => {
      counted.added += 1;
      add(...args);
    };
    own.removeEventListener = (...args: Parameters<typeof remove>) => {
      counted.removed += 1;
      remove(...args);
    };
    await settle({ clock: stillClock(), signal: own }, question, async () => answer('ok'));
    expect(counted).toEqual({ added: 1, removed: 1 });
  });

  it('stops its reader when it is interrupted, and when it has its answer', async () => {
    const stop = new AbortController();
    let reader: AbortSignal | undefined;
    const asking = settle<number>({ clock: fakeClock(), signal: stop.signal }, question, (own) => {
      reader = own;
      stop.abort(new Error('Ctrl-C'));
      return new Promise(() => {});
    });
    await expect(asking).rejects.toThrow('Ctrl-C');
    expect(reader?.reason).toEqual(new Error('Ctrl-C'));
    await settle({ clock: stillClock(), signal }, question, async (own) => {
      reader = own;
      return answer('ok');
    });
    expect(reader?.aborted).toBe(true);
  });
});
