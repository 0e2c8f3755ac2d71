import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { atItsTime, endToEnd, onlyDocument } from '../support/e2e.ts';
import { installFakeLab, lighthouseResult, reports } from '../support/fake-lab.ts';

const suite = endToEnd();
const hangs = 'setInterval(() => {}, 1000);';

async function withLab(lighthouse: string | null) {
  const sandbox = await suite.sandbox();
  const bin = join(sandbox.directory, 'bin');
  if (lighthouse !== null) installFakeLab(bin, { lighthouse });
  // Node's own folder may hold a real one.
  const path = ['/usr/bin', '/bin'].join(':');
  const env = {
    ...sandbox.env,
    ...atItsTime(sandbox),
    PATH: `${bin}:${path}`,
    CHROME_PATH: undefined,
  };
  const kept = join(sandbox.directory, 'state/tsops/lab');
  return {
    how: { env, cwd: sandbox.directory },
    ran: () => existsSync(join(bin, 'runs')),
    alive: () =>
      ['runs', 'browsers']
        .flatMap((name) => readFileSync(join(bin, name), 'utf8').trim().split('\n'))
        .map(Number)
        .filter(isAlive),
    kept: () => (existsSync(kept) ? readdirSync(kept) : []),
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a set is measured, asserted and kept; the second is compared with it', async () => {
  const lab = await withLab(reports(lighthouseResult()));
  const first = await suite.run(['site', 'lighthouse', '--json'], lab.how);
  expect([first.code, lab.kept().length, lab.alive()]).toEqual([0, 1, []]);
  expect(first.stderr).toContain('run 3 of 3');
  const second = onlyDocument((await suite.run(['site', 'lighthouse', '--json'], lab.how)).stdout);
  expect(second.data).toMatchObject({ pages: [{ verdict: 'ok', beside: { is: 'compared' } }] });
});

test('a budget that is missed is 1, a failed run 3, nothing that measures 3', async () => {
  const slow = await withLab(reports(lighthouseResult({}, 5200)));
  expect((await suite.run(['site', 'lighthouse'], slow.how)).code).toBe(1);
  const broken = await withLab(
    `if (runs() === 2) process.exit(134); ${reports(lighthouseResult())}`,
  );
  const ended = await suite.run(['site', 'lighthouse'], broken.how);
  expect([ended.code, broken.kept()]).toEqual([3, []]);
  expect(ended.stdout).toContain('run 2: Lighthouse ended with code 134');
  const none = await suite.run(['site', 'lighthouse'], (await withLab(null)).how);
  expect([none.code, none.stderr]).toEqual([3, expect.stringContaining('npm install --global')]);
});

test.each([
  ['Ctrl-C', 'SIGINT', 130],
  ['SIGTERM', 'SIGTERM', 143],
] as const)('%s ends Lighthouse and its browser, and keeps nothing', async (_, signal, code) => {
  const lab = await withLab(hangs);
  const running = suite.start(['site', 'lighthouse'], lab.how);
  await running.until(lab.ran);
  running.child.kill(signal);
  expect((await running.ended).code).toBe(code);
  expect([lab.alive(), lab.kept()]).toEqual([[], []]);
});

test('at kill -9 they end too, and there is no half set', async () => {
  const lab = await withLab(
    `if (runs() === 2) { ${hangs} } else { ${reports(lighthouseResult())} }`,
  );
  const running = suite.start(['site', 'lighthouse'], lab.how);
  await running.until(
    () => running.output().includes('run 2 of 3') && lab.ran() && lab.alive().length === 2,
  );
  running.child.kill('SIGKILL');
  await running.ended;
  await running.until(() => lab.alive().length === 0);
  expect(lab.kept()).toEqual([]);
  // What nobody could remove is removed by a run an hour later.
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith('tsops-audit-'));
  expect(left).toHaveLength(1);
  rmSync(join(tmpdir(), left[0] ?? ''), { recursive: true });
});
