import { describe, expect, it } from 'vitest';
import invalidate from '../../../src/commands/invalidate/command.ts';
import type { Context } from '../../../src/contract/context.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import sample from '../../samples/invalidate/command.ts';
import type { SampleOf } from '../../samples/sample-of.ts';
import { invalidateWorld, runInvalidate } from '../../support/invalidate.ts';
import { fakeTerminal, plainScreen } from '../../support/terminal.ts';

const now = Date.parse('2026-11-23T03:13:00Z');

async function refusal(context: Context, path: string[]): Promise<TsopsError> {
  const thrown = await invalidate.action({ path, all: false }, context).catch((error) => error);
  if (!(thrown instanceof TsopsError)) throw new Error(`taken: ${path.join(' ')}`);
  return thrown;
}

describe('the command line', () => {
  it.each([
    [{}, 'or --all'],
    [{ path: [] }, 'or --all'],
    [{ path: ['/a'], all: true }, 'not both'],
  ])('%j is refused', (raw, message) => {
    const parsed = invalidate.input.safeParse(raw);
    expect(parsed.success ? '' : parsed.error.issues[0]?.message).toContain(message);
  });

  it('--all is /*', async () => {
    const { context } = invalidateWorld();
    const action = await invalidate.action({ path: [], all: true }, context);
    expect((await action.plan()).paths).toEqual(['/*']);
  });

  it.each([
    ['index.html', 'tsops invalidate /index.html'],
    ['/a/*/b', "tsops invalidate '/a/*'"],
    ['https://talkstudio.app/x', 'tsops invalidate /x'],
    ["it's", "tsops invalidate '/it'\\''s'"],
  ])('%s is a usage error that suggests %s, before anything is asked', async (path, next) => {
    const { context, cloudFront } = invalidateWorld();
    const error = await refusal(context, ['/fine', path]);
    expect([error.kind, error.next]).toEqual(['usage', [next]]);
    expect(cloudFront.requests).toEqual([]);
  });

  it('takes a misspelt status for one', async () => {
    const { context } = invalidateWorld();
    expect((await refusal(context, ['statsu'])).next[0]).toBe('tsops invalidate status');
  });

  it('names ten wrong paths and counts the rest', async () => {
    const { context } = invalidateWorld();
    const error = await refusal(
      context,
      Array.from({ length: 12 }, (_, index) => `p${index}`),
    );
    expect(error.message.split('\n')).toHaveLength(11);
    expect(error.message).toContain('and 2 more');
  });
});

describe('paths from stdin', () => {
  const piped = (text: string) =>
    invalidateWorld({ terminal: fakeTerminal(() => now, undefined, text) });

  it('are one a line, beside those of the command line; # begins a tag', async () => {
    const { context, cloudFront } = invalidateWorld({
      terminal: fakeTerminal(() => now, undefined, '/a\r\n\n/b c\n#tag:1\n'),
      cdn: { distribution: { cacheTagHeader: 'x-tags' } },
    });
    await runInvalidate(context, ['-', '/z'], { wait: false });
    expect(cloudFront.requests[0]?.paths).toEqual(['/z', '/a', '/b%20c', '#tag:1']);
  });

  it.each(['', '\n\n'])('none at all (%j) is a usage error', async (text) => {
    expect((await refusal(piped(text).context, ['-'])).message).toBe('stdin held no path.');
  });

  it('are checked as those of the command line are', async () => {
    expect((await refusal(piped('images/a.png\n').context, ['-'])).kind).toBe('usage');
  });
});

describe('what is shown in the end', () => {
  const screen = plainScreen(() => now);
  const view = (data: SampleOf<typeof invalidate>): string => invalidate.view(data, screen);

  it('is what was done, and what was seen before and after', () => {
    expect(view(sample)).toMatchInlineSnapshot(`
      "✔ CloudFront completed I2J0EXAMPLE in 13s; fresh content is served (1 of 1
        address read).

          address  x-cache     age        content
        ✔ /        Hit → Miss  1h 4m → -  9f86d081 → 60303ae2
        seen from edge location ICN57-P1; browsers keep their own copies
        record  20261123T031205Z-invalidate-production"
    `);
  });

  it('never calls good what is not', async () => {
    const old = { 'x-cache': 'Hit from cloudfront', age: '3600' };
    const { context } = invalidateWorld({ edge: () => ({ headers: old }) });
    const { data } = await runInvalidate(context, ['/a']);
    expect(view(data)).toMatchInlineSnapshot(`
      "✖ CloudFront completed I1 in 3s; yet 1 of 1 addresses read NOT fresh.

          address  x-cache  age  content
        ✖ /a       Hit      1h   3660315a
          /a: the copy is 1h old: from before the invalidation, and unchanged
        seen from one edge location; browsers keep their own copies
        record  0001-invalidate-production"
    `);
    expect(view(data)).not.toContain(screen.sign('ok'));
  });

  it('is the plan after a dry run', async () => {
    const { context } = invalidateWorld();
    const { data } = await runInvalidate(context, ['/a'], { dryRun: true });
    expect(view(data)).toContain('Invalidate 1 path at the edge of production');
    expect(view(data)).toContain('nothing was done');
  });

  it('fits 80 columns, whatever the site answers', async () => {
    const wide = {
      'x-cache': `Hit from ${'x'.repeat(300)}\u001b[31m`,
      age: '999999999',
      'x-amz-cf-pop': 'P'.repeat(300),
    };
    const { context } = invalidateWorld({ edge: () => ({ headers: wide }) });
    const { data } = await runInvalidate(context, [`/${'long/'.repeat(60)}`, '/b?q=1']);
    for (const line of view(data).split('\n')) expect(screen.width(line)).toBeLessThanOrEqual(80);
    expect(view(data)).not.toContain('\u001b');
  });

  it('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(sample))).toEqual(sample);
  });
});
