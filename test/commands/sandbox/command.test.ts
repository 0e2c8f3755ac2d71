import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import command, { scenarioNames } from '../../../src/commands/sandbox/command.ts';
import list from '../../../src/commands/sandbox/list.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { trustProgramsOf } from '../../../src/config/trust-store.ts';
import type { Children, Live } from '../../../src/contract/context.ts';
import { areProgramsTrusted } from '../../../src/runbooks/own-programs.ts';
import type { SampleOf } from '../../samples/sample-of.ts';
import sample from '../../samples/sandbox/command.ts';
import { ask } from '../../sandbox/sandboxed.ts';
import { fakeContext } from '../../support/context.ts';
import { shippedScenarios as shipped } from '../../support/shipped.ts';
import { fakeTerminal, plainScreen } from '../../support/terminal.ts';

type Attach = Children['attach'];
type Data = SampleOf<typeof command>;

const silent: Live<Data> = { update: () => {}, emit: () => {} };

const config = resolveConfig({});

/** Runs `tsops sandbox …` with a child that only pretends. */
function run(input: Record<string, unknown>, attach: Attach, live = silent, signal?: AbortSignal) {
  const context = fakeContext({ config, children: { attach }, ...(signal ? { signal } : {}) });
  const parsed = command.input.safeParse(input);
  if (!parsed.success) throw new Error('the input is refused');
  return command.run(parsed.data, context, live);
}

describe('tsops sandbox -- CMD', () => {
  it('runs the command as given, in the sandbox’s environment, and ends with its exit code', async () => {
    const outcome = await run(
      { command: ['aws', 'sts', '--flag'] },
      async (file, args, options) => {
        expect([file, ...args]).toEqual(['aws', 'sts', '--flag']);
        expect(options?.env?.GITHUB_TOKEN).toBeUndefined();
        expect(options?.env).toHaveProperty('HTTPS_PROXY', undefined);
        const state = await ask(`${options?.env?.TSOPS_SANDBOX_URL}/state`);
        expect(state.json).toMatchObject({ drill: true, scenario: 'calm', seed: 1 });
        return 42;
      },
    );
    expect(outcome).toMatchObject({ exitCode: 42, streamed: true });
  });

  it('starts this very tsops for a leading tsops, and only for a leading one', async () => {
    const calls: string[][] = [];
    const attach: Attach = async (file, args) => {
      calls.push([file, ...args]);
      return 0;
    };
    await run({ command: ['tsops', 'health', '--json'] }, attach);
    await run({ command: ['time', 'tsops'] }, attach);
    expect(calls).toEqual([
      ['node', 'tsops', 'health', '--json'],
      ['time', 'tsops'],
    ]);
  });

  it('keeps the rest of the environment, so that the command finds what it needs', async () => {
    const stand = { PATH: '/bin', HOME: '/home/me', AWS_PROFILE: 'real', GITHUB_TOKEN: 'real' };
    let seen: Record<string, string | undefined> = {};
    const attach: Attach = async (_file, _args, options) => {
      seen = { ...options?.env };
      return 0;
    };
    const context = fakeContext({ config, children: { attach }, host: { env: stand } });
    await command.run({ scenario: 'calm', seed: 1, command: ['x'] }, context, silent);
    expect(seen).toMatchObject({ PATH: '/bin', HOME: '/home/me' });
    expect([seen.AWS_PROFILE, seen.GITHUB_TOKEN]).toEqual([undefined, undefined]);
  });

  it("has the team's own runbooks in it, trusted as they are outside", async () => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'tsops-own-')));
    mkdirSync(join(home, 'runbooks'));
    writeFileSync(join(home, 'runbooks/mail.md'), '# Mail\n\n## Symptoms\n\n- a\n');
    const state = { XDG_STATE_HOME: join(home, 'state') };
    const seen: boolean[] = [];
    const attach: Attach = async (_file, _args, { env = {} } = {}) => {
      const lent = join(dirname(String(env.TSOPS_CONFIG)), 'runbooks');
      const inside = {
        ...fakeContext({ host: { env } }),
        config: () => loadConfig({ env, cwd: '/' }),
      };
      seen.push(existsSync(join(lent, 'mail.md')), await areProgramsTrusted(inside, lent));
      return 0;
    };
    const context = fakeContext({ config, children: { attach }, host: { cwd: home, env: state } });
    const asked = { scenario: 'calm', seed: 1, command: ['x'] };
    await command.run(asked, context, silent);
    await trustProgramsOf(state, join(home, 'runbooks'));
    await command.run(asked, context, silent);
    expect(seen).toEqual([true, false, true, true]);
    expect(existsSync(join(home, 'runbooks/mail.md'))).toBe(true);
    rmSync(home, { recursive: true });
  });

  it('says so where the command seems not to be there', async () => {
    const terminal = fakeTerminal(() => 0);
    const context = fakeContext({ config, children: { attach: async () => 127 }, terminal });
    await command.run({ scenario: 'calm', seed: 1, command: ['nope'] }, context, silent);
    expect(terminal.lines.at(-1)).toContain('is nope installed?');
  });

  it('plays the scenario with the presets of noise that are named, and with none else', async () => {
    const noiseOf = async (input: Record<string, unknown>) => {
      let noise: unknown;
      await run({ ...input, command: ['x'] }, async (_file, _args, options) => {
        noise = (await ask(`${options?.env?.TSOPS_SANDBOX_URL}/state`)).json.noise;
        return 0;
      });
      return noise;
    };
    expect(await noiseOf({ noise: 'skew, runs' })).toEqual(['skew', 'runs']);
    expect(await noiseOf({})).toEqual([]);
    expect(command.input.safeParse({ noise: 'loud' }).success).toBe(false);
  });

  it('takes scenario and seed', async () => {
    await run(
      { scenario: 'site-down', seed: '7', command: ['x'] },
      async (_file, _args, options) => {
        const state = await ask(`${options?.env?.TSOPS_SANDBOX_URL}/state`);
        expect(state.json).toMatchObject({ scenario: 'site-down', seed: 7 });
        return 0;
      },
    );
    expect(command.input.safeParse({ seed: '-1' }).success).toBe(false);
  });

  it('removes everything when the command is over, even where it could not be run', async () => {
    let config = '';
    const attach: Attach = async (_file, _args, options) => {
      config = options?.env?.TSOPS_CONFIG ?? '';
      expect(existsSync(config)).toBe(true);
      throw new Error('no such program');
    };
    await expect(run({ command: ['nope'] }, attach)).rejects.toThrow('no such program');
    expect(config).not.toBe('');
    expect(existsSync(config)).toBe(false);
  });
});

describe('tsops sandbox', () => {
  const never: Attach = async () => {
    throw new Error('no child is wanted');
  };

  it('tells how to reach it, stands until Ctrl-C, and leaves nothing behind', async () => {
    const stop = new AbortController();
    let shown: Data | undefined;
    const live: Live<Data> = {
      update: () => {},
      emit: (data) => {
        shown = data;
        setImmediate(() => stop.abort());
      },
    };
    const outcome = await run({}, never, live, stop.signal);
    expect(outcome).toMatchObject({ verdict: 'ok', streamed: true });
    const text = command.view(
      shown ?? sample,
      plainScreen(() => 0),
    );
    expect(text).toContain(`. ${shown?.directory}/env.sh`);
    expect(text).toContain(`${shown?.urls.github}`);
    expect(existsSync(shown?.directory ?? '/')).toBe(false);
    await expect(ask(`${shown?.urls.control}/state`)).rejects.toThrow('ECONNREFUSED');
  });

  it('offers every shipped scenario to the shell', () => {
    expect(scenarioNames).toEqual(shipped.map((scenario) => scenario.name));
  });

  it('does not start for a scenario that it does not know', async () => {
    await expect(run({ scenario: 'nope' }, never)).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('tsops sandbox list', () => {
  const listed = async (language: 'en' | 'ko') => {
    const context = fakeContext();
    const asked = { ...context, options: { ...context.options, language } };
    const { data } = await list.run({}, asked, { update: () => {}, emit: () => {} });
    const screen = plainScreen(() => 0);
    return { data, screen, text: list.view(data, screen) };
  };

  it.each(['en', 'ko'] as const)(
    'describes every scenario within 80 columns, in %s',
    async (language) => {
      const { data, screen, text } = await listed(language);
      expect(data.scenarios.map(({ name }) => name)).toEqual(shipped.map(({ name }) => name));
      for (const { name, title } of data.scenarios) expect(text).toContain(`${name}  ${title}`);
      for (const line of text.split('\n')) expect(screen.width(line)).toBeLessThanOrEqual(80);
    },
  );

  it('does not tell the cause', async () => {
    const { text } = await listed('en');
    for (const { cause } of shipped) expect(text).not.toContain(cause.summary);
  });

  it('has every text in Korean too', async () => {
    const { data } = await listed('ko');
    for (const { title, description } of data.scenarios) {
      expect(title + description).toMatch(/[가-힣]/);
    }
  });
});
