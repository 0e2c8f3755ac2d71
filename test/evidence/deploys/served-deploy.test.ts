import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import type { RecentDeploys } from '../../../src/domain/errors/findings.ts';
import type { Evidence } from '../../../src/domain/evidence/shape.ts';
import { minute } from '../../../src/domain/time/units.ts';
import servedDeploy from '../../../src/evidence/deploys/served-deploy.ts';
import type { Http } from '../../../src/ports/http.ts';
import { answered, inquiryWith, recorded, stillClock } from '../../support/ask.ts';

const at = Date.parse('2026-11-23T03:00:00Z');

function deploy(version: string | null, minutesAgo: number, parts: Partial<Deploy> = {}): Deploy {
  return {
    runId: minutesAgo,
    version,
    environment: 'production',
    actor: 'mina',
    at: at - (minutesAgo + 4) * minute,
    endedAt: at - minutesAgo * minute,
    conclusion: 'success',
    status: 'completed',
    url: '',
    ...parts,
  };
}

interface Given {
  readonly deploys?: readonly Deploy[] | null;
  readonly told?: Partial<Evidence<RecentDeploys>>;
  /** What each of the reads gets, in turn; a number is a status. */
  readonly served?: readonly (string | number)[];
  readonly cdn?: boolean;
}

function asked({ deploys = [], told = {}, served = ['v2.0.0'], cdn = false }: Given) {
  let read = 0;
  const http = recorded<Http>({
    send: async () => {
      const answer = served[read++ % served.length];
      const body = Buffer.from(JSON.stringify({ version: answer }));
      return { status: typeof answer === 'number' ? answer : 200, headers: {}, body };
    },
  });
  const recent = deploys && { deploys, served: null, builtAt: null, tags: null };
  const site = { url: 'https://site.test', ...(cdn && { cdn: { distributionId: 'E1' } }) };
  const clock = stillClock();
  const inquiry = inquiryWith({
    config: { environments: { production: site } },
    services: { http },
    answers: { 'recent-deploys': answered<RecentDeploys>(recent, told) },
    clock,
  });
  return { found: servedDeploy(inquiry), http, clock };
}

const state = async (given: Given) => {
  const { verdict, value } = await asked(given).found;
  return [verdict, value?.state];
};

describe('what was deployed last', () => {
  const [older, newer] = [deploy('v1.9.0', 3000), deploy('v2.0.0', 60)];

  it('is served where five reads through the edge give it', async () => {
    const { found, http, clock } = asked({ deploys: [newer, older], cdn: true });
    const { verdict, value } = await found;
    expect(verdict).toBe('ok');
    expect(value).toEqual({
      state: 'served',
      served: ['v2.0.0'],
      deployed: 'v2.0.0',
      deployedAt: at - 60 * minute,
      cached: true,
    });
    expect(http.calls).toHaveLength(5);
    expect(http.calls[0]?.args[0]).toMatchObject({ timeout: 4000 });
    // First the question itself, then the reads within it.
    expect(clock.sleeps).toEqual([7000, 5000]);
  });

  it('is not served where another one is, and nothing brought that', async () => {
    expect(await state({ deploys: [newer, older], served: ['v1.9.0'] })).toEqual([
      'bad',
      'not-served',
    ]);
  });

  it('is settling for five minutes, whatever is served', async () => {
    for (const served of [['v1.9.0'], ['v1.9.0', 'v2.0.0']]) {
      const given = (minutesAgo: number) => ({ deploys: [deploy('v2.0.0', minutesAgo)], served });
      expect(await state(given(5))).toEqual(['ok', 'settling']);
      expect((await state(given(6)))[1]).not.toBe('settling');
    }
  });

  it('is served, not settling, as soon as it is', async () => {
    expect(await state({ deploys: [deploy('v2.0.0', 1)] })).toEqual(['ok', 'served']);
  });

  it('is told by its start where nobody knows when it ended', async () => {
    const { value } = await asked({ deploys: [deploy('v2.0.0', 60, { endedAt: null })] }).found;
    expect(value?.deployedAt).toBe(at - 64 * minute);
  });

  it('may be nothing that is known: then what is served is served', async () => {
    const { value, verdict } = await asked({ deploys: [] }).found;
    expect(verdict).toBe('ok');
    expect(value).toMatchObject({
      state: 'served',
      deployed: null,
      deployedAt: null,
      cached: false,
    });
    expect(await state({ deploys: [deploy(null, 60)] })).toEqual(['ok', 'served']);
  });
});

describe('two versions at once', () => {
  const served = ['v1.9.0', 'v2.0.0'];

  it('are a warning, however they are deployed', async () => {
    const { value, verdict } = await asked({ deploys: [deploy('v2.0.0', 60)], served }).found;
    expect(verdict).toBe('warn');
    expect(value).toMatchObject({ state: 'mixed', served: ['v1.9.0', 'v2.0.0'] });
  });

  it('settle while a deploy runs; one version does not', async () => {
    const running = deploy('v2.1.0', 0, { conclusion: null, endedAt: null });
    const deploys = [running, deploy('v2.0.0', 60)];
    expect(await state({ deploys, served })).toEqual(['ok', 'settling']);
    expect(await state({ deploys, served: ['v1.9.0'] })).toEqual(['bad', 'not-served']);
  });

  it('are told though the deploys are not known; one version is not', async () => {
    expect(await state({ deploys: null, served })).toEqual(['warn', 'mixed']);
    const { verdict, detail } = await asked({ deploys: null, told: { detail: 'no scope' } }).found;
    expect([verdict, detail]).toEqual(['unknown', 'no scope']);
  });
});

it('what is served is told where there was no deploy at all', async () => {
  const told = { verdict: 'no-data', detail: 'no run' } as const;
  expect(await state({ deploys: null, told })).toEqual(['ok', 'served']);
});

it('is unknown where no read succeeds; one that does tells', async () => {
  const none = await asked({ deploys: [deploy('v2.0.0', 60)], served: [503] }).found;
  expect(none).toMatchObject({ verdict: 'unknown', value: null });
  expect(none.detail).toContain('HTTP 503');
  const some = { deploys: [deploy('v2.0.0', 60)], served: [503, 'v2.0.0'] };
  expect(await state(some)).toEqual(['ok', 'served']);
});
