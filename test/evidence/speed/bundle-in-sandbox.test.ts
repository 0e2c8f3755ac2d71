import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleHistoryFile } from '../../../src/domain/speed/bundle-history.ts';
import type { Collectors } from '../../../src/evidence/asking/inquiry.ts';
import { createInquiry } from '../../../src/evidence/asking/inquiry.ts';
import { sandboxInquiry } from '../../support/sandbox-inquiry.ts';

/** Nothing was read before: as on the first day. */
async function withoutFigures(...asked: Parameters<typeof sandboxInquiry>) {
  const investigated = await sandboxInquiry(...asked);
  const { sandbox } = investigated;
  const name = bundleHistoryFile(sandbox.urls.production);
  rmSync(join(sandbox.directory, 'state/tsops/figures', name));
  return investigated;
}

describe('the bundle, where no figures were kept', () => {
  it('is compared with an environment that still serves an older version', async () => {
    const { shipped } = await import('../../support/shipped.ts');
    const deploys = shipped('bundle-growth').deploys.filter(
      ({ version, environment }) => version !== 'v1.2.3' || environment !== 'staging',
    );
    const { inquiry } = await withoutFigures('bundle-growth', { deploys });
    const { value, verdict } = await inquiry.ask('bundle');
    expect(verdict).toBe('bad');
    expect(value?.comparedWith).toMatchObject({ version: 'v1.2.2', source: 'what staging serves' });
    expect(value?.largestGrowth?.name).toBe('vendor.js');
  });

  it('is compared with nothing where all serve the same, and says so', async () => {
    const { inquiry } = await withoutFigures('bundle-growth');
    const { value, verdict, detail } = await inquiry.ask('bundle');
    expect(value).toMatchObject({ comparedWith: null, largestGrowth: null });
    expect(verdict).toBe('warn');
    expect(detail).toMatch(/nothing to compare/);
  });

  it('is kept, and the next version is compared with it', async () => {
    const investigated = await withoutFigures('calm');
    await investigated.inquiry.ask('bundle');
    const { context } = investigated.inquiry;
    const kept = await context.services.keptFigures();
    const [only, ...others] = await kept.versions(investigated.sandbox.urls.production);
    expect(others).toEqual([]);
    expect(only?.files.map(({ name }) => name)).toEqual(['index.js', 'vendor.js', 'index.css']);
  });
});

it('what an inquiry knows already is not asked again', async () => {
  const { inquiry, sandbox } = await sandboxInquiry('calm');
  const evidence = await inquiry.ask('bundle');
  const before = sandbox.requests().length;
  const again = createInquiry(inquiry, {} as Collectors, { bundle: evidence });
  expect(await again.ask('bundle')).toBe(evidence);
  expect(sandbox.requests()).toHaveLength(before);
});
