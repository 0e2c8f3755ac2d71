import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import show from '../../src/commands/config/show.ts';
import validate from '../../src/commands/config/validate.ts';
import { loadConfig } from '../../src/config/load.ts';
import { fakeContext } from '../support/context.ts';
import { plainScreen } from '../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
const screen = plainScreen(() => 0);
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-config-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function put(text: string, name = 'tsops.config.yaml'): void {
  writeFileSync(join(home, name), text);
}

function contextIn(env: Record<string, string> = {}) {
  const host = { cwd: home, env: { HOME: '/nonexistent', ...env } };
  return { ...fakeContext({ host }), config: () => loadConfig(host) };
}

describe('config show', () => {
  const shown = async (origin: boolean, env: Record<string, string> = {}) => {
    const { data, verdict } = await show.run({ origin }, contextIn(env), live);
    expect(verdict).toBe('ok');
    return { data, text: show.view(data, screen) };
  };

  it('prints the effective config and the file it comes from', async () => {
    put('service: Mine\nhealth:\n  timeout: 90s\n');
    const { text } = await shown(false);
    expect(text).toContain(`# ${join(home, 'tsops.config.yaml')}`);
    expect(text).toContain('\nservice: Mine\n');
    expect(text).toContain('\n  timeout: 1m 30s\n');
    expect(text).not.toContain('# default');
  });

  it('says with --origin where each value comes from', async () => {
    put('service: Mine\nhealth:\n  timeout: 90s\n');
    const { text, data } = await shown(true, { AWS_PROFILE: 'oncall' });
    expect(text).toContain('\nservice: Mine  # tsops.config.yaml:1\n');
    expect(text).toContain('\n  timeout: 1m 30s  # tsops.config.yaml:3\n');
    expect(text).toContain('\n  retries: 2  # default\n');
    expect(text).toContain('\n  profile: oncall  # AWS_PROFILE');
    expect(data.origin).toMatchObject({ service: 'tsops.config.yaml:1' });
  });

  it('says that the defaults are in force where there is no file', async () => {
    const { text, data } = await shown(false);
    expect(text).toContain("# no config file: TalkStudio's defaults");
    expect(data.file).toBeNull();
  });

  it('says of each secret whether it is set, and shows no part of it', async () => {
    const secret = 'ghp_abcdefghijklmnopqrstuvwxyz';
    const { text, data } = await shown(true, { GH_TOKEN: secret, SENTRY_AUTH_TOKEN: ' ' });
    expect(text).toMatch(/# GH_TOKEN +set +GitHub/);
    expect(text).toMatch(/# SENTRY_AUTH_TOKEN +not set +Sentry/);
    for (const out of [text, JSON.stringify(data)]) {
      expect(out).not.toContain(secret.slice(0, 8));
      expect(out).not.toContain(secret.slice(-4));
    }
  });

  it('fits 80 columns but for the values', async () => {
    const { text } = await shown(false);
    const long = text.split('\n').filter((line) => line.length > 80);
    expect(long.filter((line) => !line.includes('https://'))).toEqual([]);
  });
});

describe('config validate', () => {
  const validated = async (file?: string) => {
    const input = validate.input.safeParse(file === undefined ? {} : { file });
    if (!input.success) throw new Error('refused');
    const outcome = await validate.run(input.data, contextIn(), live);
    return { ...outcome, text: validate.view(outcome.data, screen) };
  };

  it('is content with a right config', async () => {
    put('service: Mine\n');
    const { verdict, text, exitCode } = await validated();
    expect([verdict, text, exitCode]).toEqual([
      'ok',
      '✔ ok  tsops.config.yaml is right',
      undefined,
    ]);
  });

  it('lists every mistake with its place and exits with 2', async () => {
    put('servise: Mine\nhealth:\n  retries: many\n', 'draft.yaml');
    const { verdict, text, exitCode, data } = await validated('draft.yaml');
    expect([verdict, exitCode]).toEqual(['bad', 2]);
    expect(data.mistakes.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [3, 12],
    ]);
    expect(text).toContain('2 mistakes in draft.yaml');
    expect(text).toContain(
      'draft.yaml:1:1\n  there is no key "servise" here; did you mean "service"?\n',
    );
    const piped = validate.view(data, { ...screen, terminal: false });
    expect(piped).toContain(
      '\ndraft.yaml:1:1: there is no key "servise" here; did you mean "service"?\n',
    );
  });

  it('checks the file that is named, not the one in force', async () => {
    put('servise: wrong\n');
    put('service: right\n', 'other.yaml');
    expect((await validated('other.yaml')).verdict).toBe('ok');
  });

  it('says so where there is no config at all', async () => {
    const { verdict, data, text } = await validated();
    expect([verdict, data.file]).toEqual(['ok', null]);
    expect(text).toContain('no config file');
  });

  it('fails on a file that is not there', async () => {
    await expect(validated('gone.yaml')).rejects.toMatchObject({
      kind: 'config',
      message: 'gone.yaml: there is no such file',
    });
  });
});
