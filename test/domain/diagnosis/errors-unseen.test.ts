import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { diagnoseErrors } from '../../../src/domain/diagnosis/errors.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import {
  answer,
  at,
  badDeploy,
  browser,
  correlation,
  deployed,
  down,
  onset,
  outage,
  rate,
  riddle,
  service,
  tie,
  type,
  without,
} from './collected.ts';

const minute = 60_000;
const diagnosed = (collected: Collected) => diagnoseErrors(collected, []);

/** What speaks for a cause that tsops does not look at. */
const unseen = (collected: Collected) =>
  diagnosed(collected)
    .ranked.find(({ hypothesis }) => hypothesis === 'cause-not-seen')
    ?.for.map(({ text }) => text.en)
    .toSorted();
const always = 'there are causes that tsops does not check';
const noDeploy = 'no deploy explains the errors';
const noService = 'no third-party service explains them';
const noClient = 'no browser or system explains them';

describe('a cause that tsops does not look at', () => {
  it('is always possible, and likelier for each cause that was looked for in vain', () => {
    expect(unseen(riddle)).toEqual([noClient, noDeploy, noService, always]);
  });

  it('is no likelier for what was not looked at', () => {
    const blind = without(riddle, 'correlation', 'dependencies', 'browser-split');
    expect(unseen(blind)).toEqual([always]);
  });

  it('is no likelier for a cause that is seen', () => {
    expect(unseen(badDeploy)).not.toContain(noDeploy);
    expect(unseen(outage)).not.toContain(noService);
    expect(unseen(browser)).not.toContain(noClient);
  });
});

describe('no deploy explains the errors', () => {
  const brought = (newInSuspect: number | null, gap = 2 * minute): Collected => ({
    ...badDeploy,
    correlation: answer(correlation({ suspect: tie({ gap }), newInSuspect })),
  });

  it('where it brought less than a fifth of them', () => {
    expect(unseen(brought(0.19))).toContain(noDeploy);
    expect(unseen(brought(0.2))).not.toContain(noDeploy);
  });

  it('unless they came at once with it, or nobody knows what it brought', () => {
    expect(unseen(brought(0.19, 0))).not.toContain(noDeploy);
    expect(unseen(brought(null))).not.toContain(noDeploy);
  });

  it('where the version that replaced it has them too', () => {
    const run: Deploy = {
      runId: 5,
      version: 'v1.2.2',
      environment: 'production',
      actor: 'minji',
      at: at - 40 * minute,
      endedAt: at - 36 * minute,
      conclusion: 'success',
      status: 'completed',
      url: '',
    };
    const share = { version: 'v1.2.2', errors: 2_000, errorShare: 1, sessionShare: 1 };
    const replaced: Collected = {
      ...badDeploy,
      correlation: answer(correlation({ suspect: tie({ liveAt: at - 90 * minute }), lift: null })),
      'recent-deploys': answer(deployed({ served: 'v1.2.2', deploys: [run] }), 'ok'),
      'release-split': answer({ releases: [share], newTypesByVersion: {} }),
    };
    expect(unseen(replaced)).toContain(noDeploy);
    expect(unseen(without(replaced, 'release-split'))).not.toContain(noDeploy);
  });
});

describe('no service of others explains the errors', () => {
  const named = (share: number | null) =>
    unseen({ ...riddle, dependencies: answer({ dependencies: [down(share)] }) });

  it('where less than a fifth of them names the one in trouble', () => {
    expect(named(0.19)).toContain(noService);
    expect(named(0.2)).not.toContain(noService);
    expect(named(null)).not.toContain(noService);
  });
});

describe('a host of others that the errors name', () => {
  const foreignHost = { host: 'js.pay.example', share: 0.99 };
  const names = (dependency: ReturnType<typeof service>) =>
    unseen({
      ...riddle,
      correlation: answer(correlation({ suspect: null, foreignHost })),
      dependencies: answer({ dependencies: [dependency] }),
    })?.some((text) => text.includes('js.pay.example'));

  it('is a cause that tsops does not look at, where no service is in trouble', () => {
    expect(names(service())).toBe(true);
    expect(names(down(0.01))).toBe(false);
  });
});

it('each cause is about what it names', () => {
  const all: Collected = {
    ...badDeploy,
    dependencies: outage.dependencies,
    'browser-split': browser['browser-split'],
  } as Collected;
  const about = (collected: Collected) =>
    Object.fromEntries(diagnosed(collected).ranked.map((one) => [one.hypothesis, one.about]));
  expect(about(all)).toEqual({
    'recent-deployment': 'v1.2.3',
    'external-service': 'DiceBear',
    client: 'Safari',
    'false-alarm': null,
    'cause-not-seen': null,
  });
  expect(new Set(Object.values(about(riddle)))).toEqual(new Set([null]));
});

describe('a surge of traffic', () => {
  const old = answer({ types: [type()], events: 2_000, newShare: 0.1 });
  const surge = (usualRequests: number): Collected => ({
    ...riddle,
    'error-rate': answer(
      rate({ requests: 50_000, usualRequests, perMinute: 60, dayAgo: 40, rate: 0.2 }),
      'ok',
    ),
    'error-types': old,
    'error-onset': answer(onset(), 'bad'),
  });

  it('explains that there are more errors than before: the alarm is a false one', () => {
    expect(diagnosed(surge(25_000)).recommended).toBe('false-alarm');
    expect(diagnosed(surge(50_000)).recommended).toBe('cause-not-seen');
  });

  it('explains no other trouble: errors that ended and began anew are real', () => {
    const anew: Collected = {
      ...riddle,
      'error-rate': answer(rate({ rate: 0.2 }), 'ok'),
      'error-onset': answer(onset({ endedAt: at - 8 * minute }), 'bad'),
    };
    const found = diagnosed(anew);
    expect(found.ranked[0]?.hypothesis).toBe('false-alarm');
    expect(found.recommended).toBe('cause-not-seen');
    expect(found.why[0]?.en).toContain('an answer says that something is wrong now');
  });
});

describe('two causes at once', () => {
  const services = (share: number) => ({
    dependencies: answer({ dependencies: [down(share)] }),
  });
  const client = (errorShare: number): Collected => {
    const one = {
      kind: 'browser',
      name: 'Safari',
      errors: 900,
      errorShare,
      sessionShare: 0,
      lift: 9,
    } as const;
    const split = { clients: [one], standsOut: one, expectedFrom: 'page loads' };
    return { 'browser-split': answer(split) };
  };

  it('are two from a fifth of the errors on for each', () => {
    expect(diagnosed({ ...badDeploy, ...services(0.2) }).standing).toBe('two-causes');
    expect(diagnosed({ ...badDeploy, ...services(0.19) }).standing).toBe('clear');
  });

  it('are one where together they explain far more than all', () => {
    const of = (errorShare: number) =>
      diagnosed({ ...riddle, ...services(0.5), ...client(errorShare) }).standing;
    expect(of(0.65)).toBe('two-causes');
    expect(of(0.66)).not.toBe('two-causes');
  });
});
