import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ask } from '../sandbox/sandboxed.ts';
import { endToEnd, onlyDocument } from '../support/e2e.ts';
import { shippedScenarios as shipped } from '../support/shipped.ts';

/* The suite fails where a process of it reaches for an address beyond loopback, or leaves files. */
const suite = endToEnd();

describe('inside the sandbox of the installed program', () => {
  /** One for each way to be in trouble; test/scenarios walks all of them in process. */
  test.each([
    'calm',
    'bad-deploy',
    'site-down',
    'stale-cache',
    'sentry-down',
    'github-down',
    'expired-certificate',
    'slow-twice',
  ])('%s: every reading command answers, and asks nothing but the sandbox', async (name) => {
    const sandbox = await suite.sandbox(shipped.find((scenario) => scenario.name === name));
    for (const words of [['--json'], ['health', '--json'], ['version', '--json']]) {
      const { code, stdout, stderr } = await suite.run(words, { env: sandbox.env });
      expect([0, 1, 3], stderr).toContain(code);
      expect(onlyDocument(stdout)).toMatchObject({ drill: true });
    }
    const asked = sandbox.requests();
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((request) => request.unexpected)).toEqual([]);
    // CloudWatch is read by POST.
    const reading = 'GraniteServiceVersion20100801.GetMetricData';
    const written = asked.filter(
      ({ method, headers }) =>
        method !== 'GET' && method !== 'HEAD' && headers['x-amz-target'] !== reading,
    );
    expect(written).toEqual([]);
  });

  test('doctor finds every access in order', async () => {
    const sandbox = await suite.sandbox();
    const { code, stdout } = await suite.run(['doctor', '--json'], { env: sandbox.env });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/"state":"(?:rejected|limited|not-set|unknown)"/);
    expect(sandbox.requests().filter((request) => request.unexpected)).toEqual([]);
  });
});

describe('tsops sandbox', () => {
  test('says on one line where it is, stands until it is told to end, and leaves nothing', async () => {
    const running = suite.start(['sandbox', '--json', '--scenario', 'bad-deploy', '--seed', '3']);
    await running.until(() => running.output().endsWith('\n'));
    const { data } = onlyDocument(running.output()) as {
      data: { urls: { control: string }; directory: string };
    };
    const state = await ask(`${data.urls.control}/state`);
    expect(state.json).toMatchObject({ drill: true, scenario: 'bad-deploy', seed: 3 });
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(existsSync(data.directory)).toBe(false);
  });

  test('names every mistake of a scenario file by line and column, with exit code 2', async () => {
    const file = `${suite.folder()}/own.yaml`;
    writeFileSync(file, 'name: Own\ntitle: [x]\n');
    const { code, stderr } = await suite.run(['sandbox', '--scenario', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/own\.yaml:1:7: name: .*\n.*own\.yaml:2:8: title: /);
  });
});
