import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import { type Collectors, createInquiry } from '../../../src/evidence/asking/inquiry.ts';
import { settle } from '../../../src/evidence/asking/settle.ts';
import dependencies from '../../../src/evidence/errors/dependencies.ts';
import type { DependencyReads, Probed } from '../../../src/ports/dependencies.ts';
import type { Site } from '../../../src/ports/site.ts';
import { fakeContext } from '../../support/context.ts';

/** DiceBear is silent; whether a control host answers tells whose fault it is. */
async function asked(
  controlAnswers: boolean,
  probed: Probed = { state: 'down', detail: 'did not answer within 9500 ms', silent: true },
  page?: 'major' | 'none',
) {
  const reads = {
    probe: async () => probed,
    statusPage: async () => ({ state: page ?? 'unknown', detail: '' }),
  } as Partial<DependencyReads> as DependencyReads;
  const reach: Site['reach'] = async () => ({ reached: controlAnswers, resolved: true });
  const context = fakeContext({
    services: {
      dependencies: async () => reads,
      site: async () => ({ reach }) as Partial<Site> as Site,
    },
  });
  const config = resolveConfig({
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
  const types = () =>
    settle<never>(context, nothing, async () => ({
      verdict: 'no-data',
      value: null,
      detail: 'none',
    }));
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
