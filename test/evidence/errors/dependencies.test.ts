import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { isTroubled, troubleOf } from '../../../src/domain/errors/dependency-trouble.ts';
import type { ErrorType, ErrorTypes } from '../../../src/domain/errors/findings.ts';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import { probeText } from '../../../src/domain/evidence/wording/dependencies.ts';
import { type Collectors, createInquiry } from '../../../src/evidence/asking/inquiry.ts';
import { settle } from '../../../src/evidence/asking/settle.ts';
import dependencies from '../../../src/evidence/errors/dependencies.ts';
import type { DependencyReads, Probed } from '../../../src/ports/dependencies.ts';
import type { Site } from '../../../src/ports/site.ts';
import { fakeContext } from '../../support/context.ts';

const aType: ErrorType = {
  id: '1',
  shortId: 'WEB-1',
  title: '',
  culprit: 'src/avatars/fetch-avatar.ts in fetchAvatar',
  url: '',
  level: 'error',
  events: 50,
  users: 30,
  usualPerMinute: 0,
  isNew: true,
  unhandled: false,
  firstSeen: null,
  firstVersion: null,
};

/** DiceBear is silent; whether a control host answers, and how quickly, tells whose fault it is. */
async function asked(
  controlAnswers: boolean,
  probed: Probed = { state: 'down', detail: 'did not answer within 9500 ms', silent: true },
  page?: 'major' | 'none',
  beside: {
    readonly titles?: readonly string[];
    readonly tookMs?: number;
    readonly tookAfter?: number;
    readonly asked?: boolean;
  } = {},
) {
  const { titles = [] } = beside;
  let answered = false;
  const reads = {
    probe: async () => {
      await Promise.resolve();
      answered = true;
      return probed;
    },
    statusPage: async () => ({ state: page ?? 'unknown', detail: '' }),
  } as Partial<DependencyReads> as DependencyReads;
  const reach: Site['reach'] = async () => ({
    reached: controlAnswers,
    resolved: true,
    tookMs: answered ? (beside.tookAfter ?? 20) : (beside.tookMs ?? 20),
  });
  const context = fakeContext({
    services: {
      dependencies: async () => reads,
      site: async () => ({ reach }) as Partial<Site> as Site,
    },
  });
  const config = resolveConfig({
    ...(beside.asked === false ? { health: { controlHosts: [] } } : {}),
    dependencies: [
      {
        name: 'DiceBear',
        probe: 'https://api.dicebear.test/{seed}/svg',
        ...(page && { statusPage: 'https://status.dicebear.test' }),
      },
    ],
  });
  const pinned = pinTime(context.clock.now());
  const parts = { context, config, environment: 'production', pinned, budget: 5000 };
  const nothing = { question: 'types', source: 'Sentry', budget: 1000 };
  const typesValue = {
    types: titles.map((title, i) => ({ ...aType, id: `${i}`, title })),
    events: 50 * titles.length,
    newShare: 1,
  };
  const types = () =>
    settle<ErrorTypes>(context, nothing, async () =>
      titles.length === 0
        ? { verdict: 'no-data', value: null, detail: 'none' }
        : { verdict: 'bad', value: typesValue, detail: 'some' },
    );
  const collectors = {
    dependencies: async () => dependencies,
    'error-types': async () => types,
  } as Partial<Collectors> as Collectors;
  return createInquiry(parts, collectors).ask('dependencies');
}

describe('a service that our probe cannot tell of', () => {
  const limited = { state: 'unknown', detail: 'limits our requests (429)' } as const;

  it('is still in trouble where its status page says so, and unknown where that is calm', async () => {
    expect((await asked(true, limited, 'major')).verdict).toBe('warn');
    expect((await asked(true, limited, 'none')).verdict).toBe('unknown');
  });

  const answered = { status: 429, tookMs: 90 };
  const refused = 'AvatarError: DiceBear answered 429';

  it('refuses people as well where a fifth of the errors tell of the same answer', async () => {
    const titles = [refused, 'TypeError: x', 'TypeError: y', 'TypeError: z'];
    const found = await asked(true, { ...limited, answered }, 'none', { titles });
    expect(found.verdict).toBe('bad');
    expect(found.value?.dependencies).toMatchObject([
      { probe: 'down', probeDetail: 'limits our requests (429), and those of the pages' },
    ]);
  });

  it.each([
    ['they tell of another', ['AvatarError: DiceBear answered 500']],
    ['they tell of no status', ['AvatarError: DiceBear 4290 ms']],
    ['others are refused', ['ApiError: the API answered 429']],
    ['hardly any are', [refused, ...Array.from({ length: 9 }, (_, i) => `TypeError: ${i}`)]],
  ])('stays unknown where %s', async (_, titles) => {
    const found = await asked(true, { ...limited, answered }, 'none', { titles });
    expect(found.verdict).toBe('unknown');
  });
});

describe('a service of others that does not answer', () => {
  it('is down where our own network works', async () => {
    const { verdict, value } = await asked(true);
    expect(verdict).toBe('bad');
    expect(value?.dependencies).toMatchObject([{ name: 'DiceBear', probe: 'down' }]);
  });

  it('is unknown, never down, where our own network does not answer either', async () => {
    const { verdict, value } = await asked(false);
    expect(verdict).toBe('unknown');
    expect(value).toBeNull();
  });
});

describe('a service of others that answers late', () => {
  const late: Probed = {
    state: 'slow',
    detail: 'answers 200 only after 3.1 s',
    answered: { status: 200, tookMs: 3100 },
  };
  const calm = 'none';

  it('is slow beside a control host that is quick', async () => {
    const { verdict, value } = await asked(true, late, calm, { tookMs: 40 });
    expect(verdict).toBe('warn');
    expect(value?.dependencies).toMatchObject([
      { probe: 'slow', probeDetail: 'answers 200 only after 3.1 s' },
    ]);
  });

  it('is slow where the control host is late too, but not by as much as explains it', async () => {
    const { value } = await asked(true, late, calm, { tookMs: 600 });
    expect(value?.dependencies[0]?.probe).toBe('slow');
  });

  it.each([
    ['was slow too', true, { tookMs: 640 }, 'slow', 'our own line is slow too'],
    ['did not answer', false, {}, 'silent', 'our own network does not answer either'],
    ['was not asked', true, { asked: false }, 'not-asked', 'no control host tells'],
  ] as const)('is unknown where the control host %s', async (_, reached, control, line, said) => {
    const { verdict, value, detail } = await asked(reached, late, calm, control);
    // It is there, that much is known; neither green nor slow.
    expect(verdict).toBe('warn');
    const [found] = value?.dependencies ?? [];
    expect(found).toMatchObject({ probe: 'unknown', ownLine: line, answered: late.answered });
    expect(found?.probeDetail).toContain(`answers 200 only after 3.1 s; ${said}`);
    expect(detail).toContain('DiceBear answers late, perhaps by our own line');
    if (found === undefined) throw new Error('nothing was found');
    expect([troubleOf(found), isTroubled(found)]).toEqual([0, false]);
  });

  it('is judged by the control host of the same moment, not by one that is asked once it is over', async () => {
    const then = await asked(true, late, 'major', { tookMs: 900, tookAfter: 5 });
    expect(then.value?.dependencies[0]).toMatchObject({ probe: 'unknown', ownLine: 'slow' });
    const later = await asked(true, late, 'major', { tookMs: 5, tookAfter: 900 });
    expect(later.value?.dependencies[0]?.probe).toBe('slow');
  });

  it('says in Korean why it tells nothing', async () => {
    const { value } = await asked(true, late, 'major', { tookMs: 900 });
    const [found] = value?.dependencies ?? [];
    if (found === undefined) throw new Error('nothing was found');
    expect(probeText(found).ko).toBe('HTTP 200, 3.1초, 우리 회선도 느림');
  });
});

describe('a service of others that is silent', () => {
  it('is down where no control host may be asked: an outage is not missed for that', async () => {
    const silent: Probed = { state: 'down', detail: 'did not answer', silent: true };
    const { verdict } = await asked(false, silent, 'none', { asked: false });
    expect(verdict).toBe('bad');
  });
});
