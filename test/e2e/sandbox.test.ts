import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { endToEnd, onlyDocument, writes } from '../support/e2e.ts';
import { shipped } from '../support/shipped.ts';

const calm = shipped('calm');

const suite = endToEnd();

/** A calm day in which deploys and invalidations take no time, as a team would write it down. */
function scenarioFile(): string {
  const file = join(suite.folder(), 'instant.yaml');
  writeFileSync(file, dump({ ...calm, name: 'instant', pace: 0 }));
  return file;
}

const inSandbox = (command: string) => [
  'sandbox',
  '--scenario',
  scenarioFile(),
  '--',
  ...command.split(' '),
];

describe('tsops sandbox --, in a pipe', () => {
  test.each([
    ['tsops health', '3 monitors · 3 ok'],
    ['tsops version', 'v1.2.3 by jisoo-lee'],
    ['tsops', 'production is up and nothing is in flight'],
    ['tsops invalidate --all --confirm production', 'fresh content is served'],
    ['tsops rollback v1.2.2 --confirm production', '✔ production serves v1.2.2, seen three times'],
  ])('%s works', async (command, answer) => {
    const { code, stdout, stderr } = await suite.run(inSandbox(command));
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(stderr).toContain('DRILL in the sandbox instant');
    expect(stdout).toContain('DRILL');
    expect(stdout).toContain(answer);
  });

  test.each(['tsops invalidate --all', 'tsops rollback v1.2.2'])(
    '%s is refused without consent, and names the command that gives it',
    async (command) => {
      const { code, stderr } = await suite.run(inSandbox(command));
      expect(code).toBe(5);
      expect(stderr).toContain('Nothing was done.');
      expect(stderr).toContain(`→ ${command} --confirm production\n`);
    },
  );

  test('--json is one document of the command that ran inside', async () => {
    const { code, stdout } = await suite.run(inSandbox('tsops health --json'));
    expect(code).toBe(0);
    expect(onlyDocument(stdout)).toMatchObject({ schema: 'tsops/health@1', drill: true });
  });

  test.each([
    [['sh', '-c', 'exit 7'], 7],
    [['sh', '-c', 'kill -TERM $$'], 143],
    [['no-such-program'], 127],
    [['/etc/passwd'], 126],
    [['tsops', 'rollback', 'v9.9.9', '--confirm', 'production'], 5],
    [['tsops', 'nonsense'], 2],
  ])('%s: its exit code is passed on', async (command, code) => {
    expect((await suite.run(['sandbox', '--', ...command])).code).toBe(code);
  });

  test('everything a child may ask is on loopback, and nothing of the caller shines through', async () => {
    const print = 'process.stdout.write(JSON.stringify(process.env))';
    const env = {
      HTTPS_PROXY: 'http://192.0.2.1:3128',
      AWS_PROFILE: 'real',
      AWS_SESSION_TOKEN: 'real',
      GITHUB_TOKEN: 'real',
      SENTRY_AUTH_TOKEN: 'real',
      TSOPS_CONFIG: 'real.yaml',
    };
    const { stdout } = await suite.run(['sandbox', '--', process.execPath, '-e', print], { env });
    const seen: Record<string, string> = JSON.parse(stdout);
    expect(Object.entries(seen).filter(([, value]) => value.includes('real'))).toEqual([]);
    expect(seen).not.toHaveProperty('HTTPS_PROXY');
    const addresses = Object.values(seen).flatMap(
      (value) => value.match(/https?:\/\/[^\s"]+/g) ?? [],
    );
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) expect(new URL(address).hostname).toBe('127.0.0.1');
  });

  test('SIGTERM ends it together with the command inside', async () => {
    const running = suite.start(['sandbox', '--', 'tsops', 'health', '--watch', '1s', '--json']);
    await running.until(() => running.output().includes('"rounds":1'));
    running.child.kill('SIGTERM');
    // The watch inside ends with the code of its last round.
    expect([0, 143]).toContain((await running.ended).code);
  });
});

test.each([
  ['rollback v1.2.2', 'github'],
  ['invalidate /index.html --env production', 'aws'],
  ['--json rollback --reason "it is broken" v1.2.2', 'github'],
])('the command that a refused %s prints is the one that works', async (line, system) => {
  const sandbox = await suite.sandbox();
  const { env } = sandbox;
  const asked = suite.startProgram(
    'sh',
    ['-c', `"$0" "$1" ${line}`, process.execPath, suite.program],
    { env },
  );
  const { code, stdout, stderr } = await asked.ended;
  expect(code).toBe(5);
  expect(writes(sandbox, system)).toEqual([]);
  const printed = line.startsWith('--json')
    ? onlyDocument(stdout).next[0]?.replace('tsops ', '')
    : /→ tsops (.*)\n/.exec(stderr)?.[1];
  const given = suite.startProgram(
    'sh',
    ['-c', `"$0" "$1" ${printed}`, process.execPath, suite.program],
    { env },
  );
  expect((await given.ended).code).toBe(0);
  expect(writes(sandbox, system)).toHaveLength(1);
});
