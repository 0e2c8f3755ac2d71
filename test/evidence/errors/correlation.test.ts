import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import type {
  Dependencies,
  DependencyState,
  ErrorOnset,
  ErrorType,
  ErrorTypes,
  RecentDeploys,
  ReleaseSplit,
} from '../../../src/domain/errors/findings.ts';
import { day, minute } from '../../../src/domain/time/units.ts';
import correlation from '../../../src/evidence/errors/correlation.ts';
import { answered, inquiryWith, stillClock } from '../../support/ask.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const onset: ErrorOnset = {
  at: at - 20 * minute,
  between: { from: at - 21 * minute, to: at - 19 * minute },
  confidence: 1,
  before: 0,
  since: 20,
  endedAt: null,
  gradual: false,
  from: at - day,
  counts: [],
};

function deploy(version: string, minutesAgo: number): Deploy {
  return {
    runId: minutesAgo,
    url: `https://runs.test/${minutesAgo}`,
    actor: 'mina',
    version,
    conclusion: 'success',
    at: at - (minutesAgo + 5) * minute,
    endedAt: at - minutesAgo * minute,
  } as Partial<Deploy> as Deploy;
}

/** A new type whose first event came with the newest deploy. */
function type(parts: Partial<ErrorType> = {}): ErrorType {
  return {
    id: '1',
    shortId: 'WEB-1',
    title: 'TypeError',
    culprit: 'app',
    url: 'https://errors.test/1',
    level: 'error',
    events: 100,
    users: 9,
    usualPerMinute: 0,
    isNew: true,
    unhandled: true,
    firstSeen: at - 20 * minute,
    firstVersion: 'v2.0.0',
    ...parts,
  };
}

interface Given {
  readonly onset?: ErrorOnset | null;
  readonly deploys?: readonly Deploy[] | null;
  readonly types?: readonly ErrorType[] | null;
  readonly troubled?: readonly string[];
}

const deploys = [deploy('v2.0.0', 22), deploy('v1.9.0', 3000)];

function asked(given: Given = {}) {
  const { troubled } = given;
  const runs = given.deploys === undefined ? deploys : given.deploys;
  const types = given.types === undefined ? [type()] : given.types;
  const recent: RecentDeploys | null = runs && {
    deploys: runs,
    served: 'v2.0.0',
    builtAt: null,
    tags: null,
  };
  const listed: ErrorTypes | null = types && { types, events: 100, newShare: 1 };
  const dependencies: Dependencies | null = troubled
    ? {
        dependencies: ['DiceBear', 'Mail'].map(
          (name) =>
            ({
              name,
              probe: troubled.includes(name) ? 'down' : 'up',
              statusPage: null,
            }) as Partial<DependencyState> as DependencyState,
        ),
      }
    : null;
  const clock = stillClock();
  const inquiry = inquiryWith({
    config: {
      dependencies: [
        { name: 'DiceBear', probe: 'https://api.dicebear.test/svg' },
        { name: 'Mail', probe: 'https://mail.test/' },
      ],
    },
    answers: {
      'error-onset': answered(given.onset === undefined ? onset : given.onset, {
        ...(given.onset === null && { detail: 'no onset' }),
      }),
      'recent-deploys': answered(recent, { ...(recent === null && { detail: 'no runs' }) }),
      'release-split': answered<ReleaseSplit>(null),
      'error-types': answered(listed),
      dependencies: answered(dependencies),
    },
    clock,
  });
  return { found: correlation(inquiry), clock };
}

describe('errors that began with a deploy', () => {
  it('are its doing, and bad', async () => {
    const { found, clock } = asked();
    const { verdict, value, window } = await found;
    expect(verdict).toBe('bad');
    expect(value).toMatchObject({
      suspect: { version: 'v2.0.0', gap: 2 * minute, tied: true },
      lastGood: 'v1.9.0',
      deploys: [{ version: 'v2.0.0' }],
    });
    expect(value).not.toHaveProperty('foreignHost');
    expect(window).toEqual({ from: at - day, to: at });
    // The answers that it waits for settle within theirs.
    expect(clock.sleeps).toEqual([9500]);
  });

  it('are not where the only deploy is days old', async () => {
    const { verdict, value } = await asked({ deploys: [deploy('v1.9.0', 3000)], types: [] }).found;
    expect(verdict).toBe('ok');
    expect(value).toMatchObject({ suspect: null, deploys: [] });
  });

  it('are judged by the time alone where the types are not known', async () => {
    const { value } = await asked({ types: null }).found;
    expect(value).toMatchObject({ suspect: { version: 'v2.0.0' }, newInSuspect: null });
    expect(value).not.toHaveProperty('foreignHost');
  });
});

describe('types that name a dependency', () => {
  // The errors began long after the deploy, so that only what is new with it makes it suspect.
  const late = { ...onset, at: at - minute, between: { from: at - minute, to: at - minute } };
  const named = (title: string) => ({
    onset: late,
    deploys: [deploy('v2.0.0', 120)],
    types: [type({ title, firstSeen: at - 118 * minute })],
  });
  const title = 'Failed to fetch api.dicebear.test';

  it('in trouble are its doing, and no deploy of ours', async () => {
    const { value } = await asked({ ...named(title), troubled: ['DiceBear'] }).found;
    expect(value?.suspect).toBeNull();
  });

  it.each<[string, readonly string[] | undefined]>([
    ['that is up', []],
    ['while another is in trouble', ['Mail']],
    ['of which nothing is known', undefined],
  ])('%s are the doing of the deploy that brought them', async (_, troubled) => {
    const { value } = await asked({ ...named(title), ...(troubled && { troubled }) }).found;
    expect(value?.suspect?.version).toBe('v2.0.0');
  });
});

describe('a host that the errors name', () => {
  const naming = (host: string) => ({ types: [type({ title: `timeout of https://${host}/v1` })] });

  it('of others is told with its share', async () => {
    const { value } = await asked(naming('pay.vendor.test')).found;
    expect(value?.foreignHost).toEqual({ host: 'pay.vendor.test', share: 1 });
  });

  it.each(['talkstudio.app', 'api.talkstudio.app', 'staging.talkstudio.app'])(
    'that is ours, as %s, is no foreign one',
    async (host) => {
      expect((await asked(naming(host)).found).value).not.toHaveProperty('foreignHost');
    },
  );
});

it('is unknown where the onset or the deploys are, for their reason', async () => {
  const noOnset = await asked({ onset: null, deploys: null }).found;
  expect(noOnset).toMatchObject({ verdict: 'unknown', value: null, detail: 'no onset' });
  const noRuns = await asked({ deploys: null }).found;
  expect(noRuns).toMatchObject({ verdict: 'unknown', value: null, detail: 'no runs' });
});
