import { beforeAll, describe, expect, it } from 'vitest';
import digest from '../../../src/commands/digest/command.ts';
import type { DigestData } from '../../../src/commands/digest/data.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { Context } from '../../../src/contract/context.ts';
import { exitCodeOfVerdict, TsopsError } from '../../../src/contract/errors.ts';
import type { Measurement } from '../../../src/domain/health/probe.ts';
import type { PagedIncident } from '../../../src/domain/paging/paged-incident.ts';
import type { DeployRun, Deploys } from '../../../src/ports/deploys.ts';
import type { ErrorTracker } from '../../../src/ports/errors.ts';
import type { Metrics } from '../../../src/ports/metrics.ts';
import type { Pages } from '../../../src/ports/pages.ts';
import type { Services } from '../../../src/ports/services.ts';
import type { Site } from '../../../src/ports/site.ts';
import type { RecordedOutage, Uptime } from '../../../src/ports/uptime.ts';
import { fakeCdn } from '../../support/cdn.ts';
import { fakeContext } from '../../support/context.ts';
import { memoryJournal } from '../../support/journal.ts';
import { orderedClock } from '../../support/ordered-clock.ts';
import { plainScreen } from '../../support/terminal.ts';

const minute = 60_000;
const config = resolveConfig({
  environments: {
    production: {
      url: 'https://talkstudio.test',
      cdn: { provider: 'cloudfront', distributionId: 'E1' },
    },
    staging: { url: 'https://staging.talkstudio.test' },
  },
  github: { owner: 'acme', repo: 'talk' },
});

function measured(status: number | null, url: string): Measurement {
  const hop = {
    url,
    address: '192.0.2.1',
    family: 4,
    proxy: null,
    dnsMs: 1,
    connectMs: 1,
    tlsMs: 1,
    firstByteMs: 80,
    downloadMs: 1,
    totalMs: 84,
    status,
    httpVersion: '1.1',
    location: null,
    headers: {},
    certificate: null,
  } as const;
  return {
    startedAt: '2026-11-23T03:00:00.000Z',
    totalMs: 84,
    hops: [hop],
    failure: null,
    keywordFound: true,
    bodyBytes: 2,
  } as unknown as Measurement;
}

/** A site that answers `status` in production and 200 elsewhere; null never answers. */
function site(status: number | null): Site {
  return {
    probe: async ({ url }) => {
      if (status === null && !url.includes('staging')) return new Promise(() => {});
      return measured(url.includes('staging') ? 200 : status, url);
    },
    addresses: async () => [],
    reach: async () => ({ reached: true, resolved: true, tookMs: 5 }),
  };
}

function run(at: number, part: Partial<DeployRun> = {}): DeployRun {
  return {
    id: 42,
    title: 'Deploy v1.2.3 to production',
    status: 'completed',
    conclusion: 'success',
    event: 'workflow_dispatch',
    dispatched: true,
    actor: 'minji',
    ref: 'main',
    sha: 'abc',
    attempt: 1,
    createdAt: at,
    startedAt: at,
    updatedAt: at + 3 * minute,
    url: 'https://github.test/runs/42',
    ...part,
  };
}

interface World {
  readonly status?: number | null;
  readonly version?: string;
  readonly runs?: readonly DeployRun[];
  readonly outages?: readonly RecordedOutage[] | null;
  readonly services?: Partial<Services>;
  readonly pager?: Pages;
  readonly journal?: Context['journal'];
}

const began = Date.parse('2026-11-23T02:40:00Z');

/** Sentry with so many errors every minute, and `lately` since twenty minutes; the CDN counts a thousand requests. */
function errors(perMinute: number, lately?: number): Partial<Services> {
  const sentry = {
    errorsPerMinute: async ({ from, to }: { from: number; to: number }) => ({
      from,
      step: minute,
      counts: Array.from({ length: (to - from) / minute }, (_, i) =>
        lately !== undefined && from + i * minute > began ? lately : i % 4 === 0 ? perMinute : 0,
      ),
    }),
    errors: async () => ({ events: 9, users: 4 }),
  } as Partial<ErrorTracker> as ErrorTracker;
  const series: Metrics['series'] = async (_id, _metric, { from, to }) =>
    Array.from({ length: (to - from) / minute }, (_, i) => ({ t: from + i * minute, value: 1000 }));
  return {
    errors: async () => sentry,
    metrics: async () => ({ series, seriesOfAll: async () => [], turnOn: String }),
  };
}

function world(part: World = {}) {
  const clock = orderedClock();
  const { status = 200, version = 'v1.2.3', outages = [] } = part;
  const runs = part.runs ?? [run(clock.now() - 15 * minute)];
  const body = Buffer.from(JSON.stringify({ version, builtAt: clock.now() - 20 * minute }));
  const github = {
    pipeline: 'deploy-prod.yml',
    runs: async () => runs,
    tags: async () => ['v1.2.2', 'v1.10.0', 'v1.9.9', 'nightly'].map((name) => ({ name, sha: '' })),
  } as Partial<Deploys> as Deploys;
  const uptime = { outages: async () => outages } as Partial<Uptime> as Uptime;
  const { cdn, take } = fakeCdn(clock);
  const services: Partial<Services> = {
    pages: async () => part.pager ?? null,
    http: { send: async () => ({ status: 200, headers: {}, body }) },
    site: async () => site(status),
    deploys: async () => github,
    repository: async () => github,
    cdn: async () => cdn,
    uptime: async () => uptime,
    ...errors(1),
    ...part.services,
  };
  const journal = part.journal ?? memoryJournal(() => clock.now());
  return { clock, take, context: fakeContext({ clock, config, services, journal }) };
}

async function digested(context: Context) {
  const frames: DigestData[] = [];
  const outcome = await digest.run({}, context, {
    update: (data) => frames.push(data),
    emit: () => {},
  });
  const screen = plainScreen(() => context.clock.now());
  return { outcome, frames, text: digest.view(outcome.data, screen) };
}

const down: RecordedOutage = {
  monitor: 'TalkStudio Production',
  startedAt: Date.parse('2026-11-23T02:49:00Z'),
  resolvedAt: null,
  reason: 'HTTP 503',
};

/** Its time stands still while files are loaded: what is loaded late must not look like a source that is. */
beforeAll(async () => {
  await digested(world().context);
});

describe('the digest', () => {
  it('is one calm screen when all is well', async () => {
    const { outcome, text } = await digested(world().context);
    expect(outcome).toMatchObject({ verdict: 'ok', next: ['tsops health --watch'] });
    expect(text).toBe(
      [
        'TalkStudio production  2026-11-23 12:00:00 KST (03:00 UTC)',
        'Is it down?',
        '  ✔ production     up: 2 of 2 monitors',
        '  ✔ staging        up: 200 in 84 ms',
        '  ✔ errors         0.0 % of requests (limit 5 %), 0.2 errors/min (1 h ago 0.2, …',
        'Since when?',
        '  ✔ UptimeRobot    UptimeRobot sees no outage',
        'What changed?',
        '  ✔ production     serves v1.2.3, built 20m ago, newest tag v1.10.0',
        '  ✔ staging        serves v1.2.3, built 20m ago, the same as production',
        '  ✔ deploy         v1.2.3 to production by minji: success, 15m ago',
        '  ✔ invalidations  none in progress',
        '  ✔ actions        no action is open',
        'What now?',
        '  production is up and nothing is in flight; to keep watching',
      ].join('\n'),
    );
  });

  it('says what is down, since when, after what, and what to do', async () => {
    const { outcome, text } = await digested(world({ status: 503, outages: [down] }).context);
    expect(outcome).toMatchObject({ verdict: 'bad', next: ['tsops rollback'] });
    expect(text).toContain('✖ production     DOWN http_5xx: answered 503');
    expect(text).toContain('✖ UptimeRobot    11m ago, 2026-11-23 11:49:00 KST (02:49 UTC)');
    expect(text).toContain('it went down 60s after v1.2.3 was deployed');
  });

  it('shows every source as unknown with its reason, and is still ok when the site is up', async () => {
    const locked = async (): Promise<never> => {
      throw new TsopsError({ kind: 'credentials', message: 'no token was found' });
    };
    const services = { deploys: locked, repository: locked, cdn: locked };
    const { outcome, text } = await digested(world({ services, outages: null }).context);
    expect(exitCodeOfVerdict(outcome.verdict)).toBe(0);
    expect(outcome.next).toEqual(['tsops doctor']);
    expect(text).toContain('? UptimeRobot    UPTIMEROBOT_API_KEY is not set');
    expect(text).toContain('? deploys        no token was found');
    expect(text).toContain('? invalidations  no token was found');
    expect(text).toContain('newest tag not known');
    expect(text).not.toMatch(/✔ (UptimeRobot|deploys|invalidations)/);
  });

  it('is unknown, exit 3, when production could not be asked, whatever staging answers', async () => {
    const { outcome, text } = await digested(world({ status: null }).context);
    expect(exitCodeOfVerdict(outcome.verdict)).toBe(3);
    expect(text).toContain('? production     not known no answer within 4.4 s');
    expect(text).toContain('✔ staging        up');
  });

  it('settles within five seconds when no source ever answers', async () => {
    const never = (): Promise<never> => new Promise(() => {});
    const hub = { deploys: never, repository: never };
    const vendors = { ...hub, cdn: never, uptime: never, errors: never, metrics: never };
    const services = { ...vendors, http: { send: never } };
    const journal = { ...memoryJournal(() => 0), list: never };
    const { context, clock } = world({ status: null, services, journal });
    const startedAt = clock.now();
    const { outcome } = await digested(context);
    expect(clock.now() - startedAt).toBeLessThan(5000);
    expect(outcome.verdict).toBe('unknown');
    const { onset, deploys, invalidations, newestTag, open } = outcome.data;
    for (const evidence of [onset, deploys, invalidations, newestTag, open]) {
      expect(evidence).toMatchObject({ verdict: 'unknown', value: null });
      expect(evidence?.detail).toContain('did not answer within 4.4 s');
    }
  });

  it('shows a first screen at once, and each answer as it comes', async () => {
    const { frames, outcome } = await digested(world().context);
    const screen = plainScreen(() => 0);
    const [first] = frames;
    expect(first && digest.view(first, screen)).toContain('· UptimeRobot    asking …');
    const answers = frames.map(
      ({ onset, deploys, invalidations, newestTag, open, versions, monitors }) =>
        [
          onset,
          deploys,
          invalidations,
          newestTag,
          open,
          ...[...versions, ...monitors].map((row) => row.evidence),
        ].filter((each) => each !== null).length,
    );
    expect(answers).toEqual([...answers].sort((a, b) => a - b));
    expect(answers.at(-1)).toBe(10);
    expect(frames.every(({ recommendation }) => recommendation === null)).toBe(true);
    expect(outcome.data.recommendation).not.toBeNull();
  });

  it('puts an action whose outcome is unknown first', async () => {
    const { context, clock } = world({ status: 503, outages: [down] });
    const record = await context.journal.start('rollback-production');
    await record.append('intent', { action: 'rollback', environment: 'production' });
    clock.advance(5 * minute);
    const { outcome, text } = await digested(context);
    expect(outcome.next).toEqual(['tsops rollback status']);
    expect(text).toContain('? action         rollback of production 5m ago: outcome unknown');
  });

  it('tells of an invalidation in progress', async () => {
    const { context, take } = world();
    take({ cdnId: 'E1', paths: ['/*'], reference: 'r' });
    const { outcome, text } = await digested(context);
    expect(text).toContain('▲ invalidations  1 in progress');
    expect(outcome.next).toEqual(['tsops invalidate status I1']);
  });

  it('passes an interrupt on', async () => {
    const stop = new AbortController();
    const reason = new TsopsError({ kind: 'interrupted', message: 'Ctrl-C' });
    const { context } = world({ status: null });
    const running = digest.run(
      {},
      { ...context, signal: stop.signal },
      { update: () => stop.abort(reason), emit: () => {} },
    );
    await expect(running).rejects.toBe(reason);
  });
});

describe('the digest of many monitors', () => {
  it('tells every answer that came in time, and what did not come', async () => {
    const monitors = Array.from({ length: 60 }, (_, index) => ({
      name: `Monitor ${index}`,
      url: index === 7 ? 'https://talkstudio.test/' : 'https://staging.talkstudio.test/',
      env: 'production',
    }));
    const { context } = world({ status: null });
    const many = resolveConfig({ ...config, monitors } as never);
    const loaded = async () => ({ config: many, file: undefined, origin: new Map() });
    const { outcome } = await digested({ ...context, config: loaded });
    const verdicts = outcome.data.monitors.map((row) => row.evidence?.verdict);
    expect(verdicts.filter((verdict) => verdict === 'ok')).toHaveLength(59);
    expect(verdicts[7]).toBe('unknown');
  });
});

/** A page that nobody has answered, and what PagerDuty would do next. */
function waitingPage(name: string): Pages {
  const never = (): never => {
    throw new Error('the digest only reads');
  };
  const person = { id: 'P1', name };
  const page: PagedIncident = {
    id: 'Q1',
    number: 1201,
    title: name,
    status: 'triggered',
    urgency: 'high',
    key: null,
    url: null,
    since: 0,
    changedAt: 0,
    assigned: [person],
    direct: false,
    acknowledgedBy: [],
    policy: 'P',
    escalatesAt: 60_000,
    acknowledgedUntil: null,
    resolvesAt: null,
  };
  return {
    open: async () => [page],
    levels: async () => [{ level: 2, people: [{ id: 'P2', name }] }],
    incident: never,
    notes: never,
    people: never,
    change: never,
    page: never,
    note: never,
  };
}

describe('the screen of the digest', () => {
  it('holds 80x24 with a thousand monitors, long texts and hostile names', async () => {
    const evil = `\u001b]8;;https://evil.test\u0007${'긴이름 '.repeat(40)}\u001b[2J`;
    const names = Array.from({ length: 12 }, (_, index) => `environment-number-${index}`);
    const many = resolveConfig({
      environments: Object.fromEntries(
        ['production', ...names].map((name) => [name, { url: 'https://talkstudio.test' }]),
      ),
      monitors: Array.from({ length: 1000 }, (_, index) => ({
        name: `Monitor ${index}`,
        url: 'https://talkstudio.test/',
        env: names[index % 13] ?? 'production',
      })),
    });
    const clock = orderedClock();
    const runs = Array.from({ length: 10 }, (_, id) =>
      run(clock.now(), { id, actor: 'a'.repeat(90) }),
    );
    const outages = [{ ...down, reason: evil }];
    const pager = waitingPage(evil);
    const { context } = world({ status: 503, runs, outages, services: errors(1, 60), pager });
    const incident = await context.journal.start('incident-evil');
    await incident.append('started', { title: evil, severity: 'P2', environment: 'production' });
    for (let index = 0; index < 5; index += 1) {
      const record = await context.journal.start(`rollback-${index}`);
      await record.append('intent', { action: 'rollback', environment: evil });
    }
    const asked = {
      ...context,
      config: async () => ({ config: many, file: undefined, origin: new Map() }),
    };
    const { text, outcome } = await digested(asked);
    const screen = plainScreen(() => 0);
    const lines = [...text.split('\n'), '', ...(outcome.next ?? [])];
    // The shell adds the mark of a drill above, and the prompt comes below.
    expect(lines.length).toBeLessThanOrEqual(22);
    expect(text).toContain('✖ errors         19m 4s ago, 0.3 → 60 a minute');
    expect(text).toContain('▲ incident       P2 긴이름');
    expect(text).toContain('✖ page           #1201 unanswered for');
    expect(outcome.next?.[0]).toBe('tsops ack');
    for (const line of lines) expect([line, screen.width(line) <= 80]).toEqual([line, true]);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});
