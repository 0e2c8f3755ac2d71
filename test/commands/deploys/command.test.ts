import { describe, expect, it } from 'vitest';
import deploys from '../../../src/commands/deploys/command.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { DeployRun } from '../../../src/ports/deploys.ts';
import { width } from '../../../src/terminal/measure.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { fakeGitHub, run } from '../../support/github.ts';
import { plainScreen } from '../../support/terminal.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
const minute = 60_000;
const at = (ago: number, length = 4): Partial<DeployRun> => ({
  createdAt: now - ago * minute,
  startedAt: now - ago * minute,
  updatedAt: now - (ago - length) * minute,
});

const past = [
  run(901, 'Deploy v1.2.1 to production', at(9000)),
  run(902, 'Deploy v1.2.2 to production', at(5000)),
  run(903, 'Deploy v1.2.3 to production', at(120)),
];

interface World {
  readonly runs?: readonly DeployRun[];
  readonly attempts?: Readonly<Record<number, readonly DeployRun[]>>;
  readonly serves?: string | null;
  readonly github?: TsopsError;
  readonly environment?: string;
}

function ask(raw: Readonly<Record<string, unknown>> = {}, world: World = {}) {
  const { runs = past, attempts = {}, serves = 'v1.2.3', github, environment } = world;
  const clock = fakeClock(now);
  const parsed = deploys.input.safeParse(raw);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join());
  const context = fakeContext({
    clock,
    config: resolveConfig({
      environments: { production: { url: 'https://a.test' }, staging: { url: 'https://b.test' } },
      github: { owner: 'talkstudio', repo: 'talkstudio-web' },
    }),
    environment: environment ?? 'production',
    services: {
      http: {
        send: async () => {
          const body = Buffer.from(JSON.stringify({ version: serves ?? undefined }));
          return { status: serves === null ? 503 : 200, headers: {}, body };
        },
      },
      deploys: async () => {
        if (github !== undefined) throw github;
        const fake = fakeGitHub(clock, { runs }).github;
        const attempt = async (id: number, number: number) => attempts[id]?.[number - 1] ?? null;
        return { ...fake, attempt };
      },
    },
  });
  const named = environment === undefined ? context.options : { ...context.options, environment };
  return deploys.run(parsed.data, { ...context, options: named }, noLive);
}
const noLive = { update: () => {}, emit: () => {} };
const screen = (columns = 80) => plainScreen(() => now, columns);
const shown = async (world: World = {}, columns = 80) =>
  deploys.view((await ask({}, world)).data, screen(columns));

describe('tsops deploys', () => {
  it('tells of every environment what was deployed when, by whom, and live how long', async () => {
    const { verdict, next, data } = await ask();
    expect([verdict, next]).toEqual(['ok', []]);
    expect(deploys.view(data, screen()).split('\n')).toEqual([
      '✔ production  serves v1.2.3',
      '  ✔  v1.2.3  11-23 10:00 KST  took 4m  minji-kim  live for 1h 56m, until now',
      '  ✔  v1.2.2  11-20 00:40 KST  took 4m  minji-kim  was live for 3d 9h',
      '  ✔  v1.2.1  11-17 06:00 KST  took 4m  minji-kim  was live for 2d 19h',
      '',
      '· staging  serves v1.2.3, no deploy is known',
    ]);
  });

  it('does not call live what is not served', async () => {
    const { verdict, next, data } = await ask({}, { serves: 'v1.2.2' });
    expect([verdict, next]).toEqual(['bad', ['tsops version production']]);
    const text = deploys.view(data, screen());
    expect(text).toContain('serves v1.2.2, not v1.2.3, which was deployed last');
    expect(text).toMatch(/✖ +v1\.2\.3 .*succeeded, but is not served/);
  });

  it('is unknown, never good, where the site or GitHub cannot be asked', async () => {
    expect((await ask({}, { serves: null })).verdict).toBe('unknown');
    const github = new TsopsError({ kind: 'unreachable', message: 'GitHub answered 503' });
    const { verdict, problems, data } = await ask({}, { github });
    expect(verdict).toBe('unknown');
    expect(problems?.[0]).toMatchObject({ message: 'GitHub answered 503' });
    expect(deploys.view(data, screen())).toBe('? the deploys are not known');
  });

  it('has no data where nothing was ever deployed', async () => {
    expect((await ask({}, { runs: [] })).verdict).toBe('no-data');
    expect((await ask({}, { environment: 'staging' })).verdict).toBe('no-data');
  });

  it.each([
    ['failure', 'failed'],
    ['cancelled', 'cancelled'],
    ['timed_out', 'timed out'],
    ['a_new_word', 'a new word'],
  ])('tells that the last run ended in %s', async (conclusion, word) => {
    const last = run(904, 'Deploy v1.2.4 to production', { ...at(30), conclusion });
    const { verdict, next, data } = await ask({}, { runs: [...past, last] });
    expect([verdict, next]).toEqual(['warn', ['tsops version production']]);
    expect(deploys.view(data, screen())).toMatch(new RegExp(`✖ +v1\\.2\\.4 .*${word}`));
  });

  it('tells a run under way, and one that waits for approval', async () => {
    const parts = { ...at(3), status: 'waiting', conclusion: null } as const;
    const text = await shown({ runs: [...past, run(904, 'Deploy v1.2.4 to production', parts)] });
    expect(text).toMatch(/▲ +v1\.2\.4 .*for 3m .*waits for approval/);
  });

  it('tells which runs overlapped, and does not guess which ended up live', async () => {
    const beside = run(904, 'Deploy v1.2.4 to production', at(118));
    const { verdict, data } = await ask({}, { runs: [...past, beside] });
    expect(verdict).toBe('warn');
    const text = deploys.view(data, screen());
    expect(text).toContain('ran at the same time as v1.2.3');
    expect(text).not.toContain('until now');
    expect(text).toContain('the runs alone do not tell what is live');
  });

  it('tells every attempt of a run that was run again', async () => {
    const again = run(903, 'Deploy v1.2.3 to production', { ...at(60), attempt: 2 });
    const first = run(903, 'Deploy v1.2.3 to production', { ...at(120), conclusion: 'failure' });
    const text = await shown({ runs: [...past.slice(0, 2), again], attempts: { 903: [first] } });
    expect(text).toMatch(/live for 56m, until now\n +attempt 2\n.*failed\n +attempt 1/);
  });

  it('lists what names no environment, or one that the config does not know, by itself', async () => {
    const runs = [
      ...past,
      run(905, 'Deploy v1.3.0 to qa', at(20)),
      run(906, 'Deploy v1.3.1 to the moon', at(10)),
    ];
    const text = await shown({ runs });
    expect(text).toMatch(/without an environment\n.*v1\.3\./);
    const only = await ask({}, { runs, environment: 'production' });
    expect(only.data.unnamed).toEqual([]);
    expect(only.data.environments.map(({ name }) => name)).toEqual(['production']);
  });

  it('lists as many as are wanted, and says how many more there are', async () => {
    const { data } = await ask({ limit: '2' });
    expect(deploys.view(data, screen())).toContain('and 1 more: --limit 50');
    expect(() => ask({ limit: '51' })).toThrow('from 1 to 50');
    expect(() => ask({ limit: '0' })).toThrow('from 1 to 50');
  });

  it('cuts nothing at 40 columns', async () => {
    const lines = (await shown({}, 40)).split('\n');
    expect(lines.filter((line) => width(line) > 40)).toEqual([]);
    expect(lines.join('\n')).not.toContain('…');
    expect(lines.join(' ')).toContain('minji-kim');
  });

  it('says it in Korean', async () => {
    const { data } = await ask();
    const text = deploys.view({ ...data, language: 'ko' }, screen());
    expect(text).toContain('1시간 56분째 운영 중');
    expect(text.replace(/production|staging|minji-kim|KST|v\d\S*/g, '')).not.toMatch(/[A-Za-z]{2}/);
  });
});
