import { describe, expect, it } from 'vitest';
import version from '../../../src/commands/version/command.ts';
import type { Config } from '../../../src/config/schema.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { type FakeGitHubParts, fakeGitHub, run } from '../../support/github.ts';
import { plainScreen } from '../../support/terminal.ts';

const noLive = { update: () => {}, emit: () => {} };
const noToken = new TsopsError({ kind: 'credentials', message: 'no GitHub token was found' });

interface Parts {
  /** What each environment's build-info.json says; by name. */
  readonly serves?: Readonly<Record<string, (reads: number) => string>>;
  readonly github?: FakeGitHubParts | TsopsError | null;
}

function world({ serves = {}, github = {} }: Parts = {}) {
  const clock = fakeClock();
  const reads = new Map<string, number>();
  const config = {
    environments: {
      production: { url: 'https://talkstudio.app', buildInfo: 'https://production.test/b.json' },
      staging: { url: 'https://staging.test', buildInfo: 'https://staging.test/b.json' },
    },
    deploys: { provider: 'github' },
    github: github === null ? {} : { owner: 'talkstudio', repo: 'talkstudio-web' },
  } as unknown as Config;
  return fakeContext({
    config,
    clock,
    services: {
      http: {
        send: async ({ url }) => {
          const name = new URL(url).hostname.split('.')[0] ?? '';
          const count = reads.get(name) ?? 0;
          reads.set(name, count + 1);
          const text = serves[name]?.(count) ?? '{"version":"v1.2.2","commit":"3f2c1a9"}';
          return { status: 200, headers: {}, body: Buffer.from(text) };
        },
      },
      deploys: async () => {
        if (github instanceof Error) throw github;
        return fakeGitHub(clock, github ?? {}).github;
      },
    },
  });
}

const ask = (parts: Parts = {}, raw: Readonly<Record<string, unknown>> = {}) => {
  const parsed = version.input.safeParse({ env: [], ...raw });
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join());
  return version.run(parsed.data, world(parts), noLive);
};
const screen = plainScreen(() => Date.parse('2026-11-23T03:00:00Z'));

describe('tsops version', () => {
  it('tells every environment, its last deploy, and how far behind it is', async () => {
    const { verdict, data } = await ask();
    expect(verdict).toBe('bad');
    expect(version.view(data, screen).split('\n')).toEqual([
      '  ✖  production  v1.2.2  3f2c1a9',
      '  ✔  staging     v1.2.2  3f2c1a9',
      '     production serves v1.2.2, and v1.2.3 was deployed: deployed, but not served',
      '',
      '              last successful deploy          newest tag v1.2.3',
      '  production  v1.2.3 by minji-kim, 4d 1h ago  1 version behind',
      '  staging     none known                      1 version behind',
    ]);
  });

  it('tells only the environments that are named', async () => {
    const { data } = await ask({}, { env: ['staging', 'staging'] });
    expect(data.environments.map(({ name }) => name)).toEqual(['staging']);
  });

  it.each(['prod', '__proto__', 'toString', ''])('refuses the environment %j', async (name) => {
    await expect(ask({}, { env: [name] })).rejects.toMatchObject({ kind: 'usage' });
  });

  it('keeps the raw fields for --json', async () => {
    const { data } = await ask({
      serves: { production: () => '{"version":"v1","extra":{"a":1}}' },
    });
    expect(data.environments[0]?.raw).toEqual({ version: 'v1', extra: { a: 1 } });
  });

  it('is bad where an environment serves two versions', async () => {
    const serves = { production: (reads: number) => `{"version":"v1.2.${reads % 2}"}` };
    const { verdict, data, next } = await ask({ serves }, { reads: '4' });
    expect(verdict).toBe('bad');
    expect(version.view(data, screen)).toContain('a mixed fleet serves');
    expect(next).toEqual(['tsops invalidate --all']);
  });

  it.each([
    ['v1.2.2', 'ok'],
    ['v1.2.3', 'bad'],
  ])('--expect %s is %s', async (expected, verdict) => {
    expect((await ask({}, { expect: expected, env: ['production'] })).verdict).toBe(verdict);
  });

  it('--expect names both versions where they differ', async () => {
    const { data } = await ask({}, { expect: 'v1.2.3', env: ['production'] });
    expect(data.environments[0]?.detail).toBe('serves v1.2.2, wanted v1.2.3');
  });

  it('is unknown, with the reason, where one environment cannot be read', async () => {
    const serves = { staging: () => '<html>' };
    const { verdict, data, problems = [] } = await ask({ serves, github: null });
    expect(verdict).toBe('unknown');
    expect(problems[0]?.message).toContain('is an HTML page');
    expect(data.environments[0]?.version).toBe('v1.2.2');
  });

  it.each([
    ['no credentials', noToken, 'no GitHub token was found'],
    ['no repository configured', null, 'github.owner and github.repo are not set'],
  ])('still answers with %s, and says so in one line', async (_what, github, line) => {
    const { verdict, data } = await ask({ github });
    expect(verdict).toBe('ok');
    const lines = version.view(data, screen).split('\n');
    expect(lines.filter((each) => each.includes(line))).toHaveLength(1);
    expect(lines).toHaveLength(4);
  });

  it('still answers while GitHub is down', async () => {
    const down = new TsopsError({
      kind: 'unreachable',
      message: 'GitHub did not answer: HTTP 502',
    });
    const github: FakeGitHubParts = {
      beforeRead: () => {
        throw down;
      },
    };
    const { verdict, data } = await ask({ github });
    expect([verdict, data.deploys]).toEqual([
      'ok',
      { known: false, problem: { kind: 'unreachable', message: down.message } },
    ]);
  });

  it('does not name a version that a run does not name', async () => {
    const { data } = await ask({ github: { runs: [run(901, 'Deploy')] } });
    expect(version.view(data, screen)).toContain('a version that its run does not name');
  });

  it('fits 80 columns whatever is served', async () => {
    const long = `v1.2.3-${'x'.repeat(90)}`;
    const serves = { production: () => JSON.stringify({ version: long, commit: 'c'.repeat(90) }) };
    const { data } = await ask({ serves });
    for (const line of version.view(data, screen).split('\n')) {
      expect(screen.width(line)).toBeLessThanOrEqual(80);
    }
  });

  it.each([
    [{ reads: '0' }, 'needs a number of reads from 1 to 100'],
    [{ reads: '101' }, 'needs a number of reads from 1 to 100'],
    [{ reads: '3x' }, 'needs a number of reads from 1 to 100'],
    [{ expect: 'latest' }, 'needs a version like'],
    [{ expect: 'v1.2.2; rm -rf /' }, 'needs a version like'],
  ])('refuses %j', (raw, message) => {
    const parsed = version.input.safeParse({ env: [], ...raw });
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed)).toContain(message);
  });
});
