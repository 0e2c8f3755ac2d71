import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { plainAdvice, siteAdvice } from '../../../src/domain/diagnosis/site-responses.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import type { SiteUp } from '../../../src/domain/site/findings.ts';
import { answer, at, deployed, without } from './collected.ts';
import { certificate, servedDeploy, siteDown } from './site-seen.ts';

const minute = 60_000;
const hour = 60 * minute;
const advised = (hypothesis: string, collected: Collected) => {
  const found = siteAdvice(hypothesis, collected);
  return found && { response: found.response, notes: found.notes.map(({ en }) => en) };
};

describe('a site that is down', () => {
  const run = (change: Partial<Deploy> = {}): Deploy => ({
    runId: 7,
    version: 'v1.2.3',
    environment: 'production',
    actor: 'minji',
    at: at - 2 * hour,
    endedAt: at - 20 * minute,
    conclusion: 'success',
    status: 'completed',
    url: '',
    ...change,
  });
  const down = (deploys: readonly Deploy[], change: Partial<SiteUp> = {}): Collected => ({
    'site-up': answer(
      siteDown('http_5xx', { layer: null, uptime: { since: at, reason: '' }, ...change }),
    ),
    'recent-deploys': answer(deployed({ deploys })),
  });
  const notes = (collected: Collected) => advised('site-down', collected)?.notes;

  it('is escalated, with where it fails', () => {
    expect(advised('site-down', down([], { layer: 'dns' }))).toEqual({
      response: { kind: 'escalate' },
      notes: ['where it fails: DNS'],
    });
    expect(advised('site-down', {})).toEqual({ response: { kind: 'escalate' }, notes: [] });
  });

  it('is told with the deploy of the hour before', () => {
    expect(notes(down([run()]))).toEqual([
      'it went down 20 min after v1.2.3 went live: ask whether to roll it back',
    ]);
    expect(notes(down([run()], { layer: 'dns' }))).toHaveLength(2);
  });

  it.each([
    ['an hour before', { endedAt: at - hour }, true],
    ['earlier', { endedAt: at - hour - 1 }, false],
    ['at the same moment', { endedAt: at }, true],
    ['after it went down', { endedAt: at + 1 }, false],
    [
      'in a run whose end is not known, that began within the hour',
      { endedAt: null, at: at - hour },
      true,
    ],
    ['in a run that failed', { conclusion: 'failure' }, false],
    ['with a name nobody knows', { version: null }, false],
  ])('a deploy %s is told: %s', (_what, change, told) => {
    expect(notes(down([run(change)]))).toHaveLength(told ? 1 : 0);
  });

  it('is told with none where nobody knows since when it is down, or of deploys', () => {
    expect(notes(down([run()], { uptime: { since: null, reason: '' } }))).toEqual([]);
    expect(notes(down([run()], { uptime: null }))).toEqual([]);
    expect(notes(without(down([run()]), 'recent-deploys'))).toEqual([]);
  });
});

describe('a deploy that is not served', () => {
  const lost = (change: Parameters<typeof servedDeploy>[0]) =>
    advised('not-served', {
      'served-deploy': answer(servedDeploy({ state: 'not-served', ...change })),
    });

  it('is invalidated where a CDN may hold the old copy, and deployed again if that does not do', () => {
    expect(lost({})).toEqual({
      response: { kind: 'invalidate', paths: ['/*'] },
      notes: ['if v1.2.3 is not served then either, deploy it once more'],
    });
    expect(lost({ state: 'mixed' })?.response.kind).toBe('invalidate');
  });

  it('is deployed again where there is no CDN', () => {
    expect(lost({ cached: false })).toEqual({
      response: { kind: 'redeploy', version: 'v1.2.3' },
      notes: [],
    });
  });

  it('is nothing to do about where it is served, or will be, or nobody knows', () => {
    expect(lost({ state: 'served' })).toBeNull();
    expect(lost({ state: 'settling' })).toBeNull();
    expect(lost({ deployed: null })).toBeNull();
    expect(advised('not-served', {})).toBeNull();
  });
});

it('a certificate is renewed for its host', () => {
  const known = { certificate: answer(certificate({ state: 'expired' })) };
  expect(advised('certificate', known)).toEqual({
    response: { kind: 'renew', host: 'talkstudio.app' },
    notes: [],
  });
  expect(advised('certificate', {})?.response).toEqual({ kind: 'renew', host: '' });
});

it.each(['recent-deployment', 'false-alarm', 'a hunch'])(
  '%s is no cause of the site: its walk advises',
  (hypothesis) => {
    expect(siteAdvice(hypothesis, { certificate: answer(certificate()) })).toBeNull();
  },
);

it('without a cause a false alarm is watched, and all else looked at further', () => {
  expect(plainAdvice('false-alarm')).toEqual({ response: { kind: 'watch' }, notes: [] });
  expect(plainAdvice('cause-not-seen')).toEqual({ response: { kind: 'look-further' }, notes: [] });
});
