import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { ranHere } from '../../../src/domain/rollback/ran-here.ts';

const deploy = (version: string | null, parts: Partial<Deploy> = {}): Deploy => ({
  runId: 1,
  version,
  environment: 'production',
  actor: 'minji-kim',
  at: 0,
  endedAt: 1,
  conclusion: 'success',
  status: 'completed',
  url: '',
  ...parts,
});

const inProduction = (deploys: readonly Deploy[], whole = true) =>
  ranHere(deploys, whole, 'production', 'v1.2.2');

describe('a version', () => {
  it.each([
    ['it succeeded there', [deploy('v1.2.3'), deploy('v1.2.2')], true],
    ['it succeeded there, whatever lies before', [deploy('v1.2.2')], false],
    ['the run writes it without its v', [deploy('1.2.2')], true],
  ])('ran here where %s', (_, deploys, whole) => {
    expect(inProduction(deploys, whole)).toEqual({ known: 'yes' });
  });

  it.each([
    ['no run of it is there', []],
    ['its deploy failed', [deploy('v1.2.2', { conclusion: 'failure' })]],
    ['its deploy still runs', [deploy('v1.2.2', { conclusion: null })]],
    ['it went elsewhere', [deploy('v1.2.2', { environment: 'staging' })]],
    ['only a longer one did', [deploy('v1.2.20')]],
  ])('never ran here where %s', (_, deploys) => {
    expect(inProduction([deploy('v1.2.3'), ...deploys])).toEqual({ known: 'no' });
  });

  it.each([
    ['earlier runs were not read', [deploy('v1.2.3')], false, 'not among the last 1 runs'],
    [
      'a run does not say what it deployed',
      [deploy('v1.2.3'), deploy(null)],
      true,
      '1 run does not say',
    ],
    [
      'a run does not say where it went',
      [deploy('v1.2.3'), deploy('v1.2.2', { environment: null })],
      true,
      '1 run does not say',
    ],
    ['no run tells of a deploy there', [], true, 'no run tells'],
  ])('may have run here where %s', (_, deploys, whole, why) => {
    expect(inProduction(deploys, whole)).toEqual({
      known: 'not told',
      why: expect.stringContaining(why),
    });
  });
});
