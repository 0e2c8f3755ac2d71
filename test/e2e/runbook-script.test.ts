import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { atItsTime, endToEnd, onlyDocument } from '../support/e2e.ts';
import { shipped } from '../support/shipped.ts';

const suite = endToEnd();

const runbook = `# The queue grows

## Symptoms

- **Count what waits**

  **Danger:** \`read\`

  \`\`\`sh
  echo $$ > pid
  echo begun >> runs
  sleep 600 | cat
  echo over >> runs
  \`\`\`
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("a team's script ends with tsops at kill -9, and is not run again by itself", async () => {
  const sandbox = await suite.sandbox(shipped('bad-deploy'));
  const cwd = sandbox.directory;
  mkdirSync(join(cwd, 'runbooks'));
  writeFileSync(join(cwd, 'runbooks/queue.md'), runbook);
  const how = { env: { ...sandbox.env, ...atItsTime(sandbox) }, cwd };
  const runs = () => readFileSync(join(cwd, 'runs'), 'utf8');

  const walking = suite.start(['runbook', 'run', 'queue', '--auto'], how);
  await walking.until(() => existsSync(join(cwd, 'runs')) && runs() === 'begun\n');
  const script = Number(readFileSync(join(cwd, 'pid'), 'utf8'));
  expect(isAlive(script)).toBe(true);
  walking.child.kill('SIGKILL');
  expect((await walking.ended).signal).toBe('SIGKILL');
  await walking.until(() => !isAlive(script));

  const resumed = await suite.run(['runbook', 'resume', '--auto', '--json'], how);
  const { steps } = onlyDocument(resumed.stdout).data as { steps: { state: string }[] };
  expect(steps.map(({ state }) => state)).not.toContain('done');
  expect(runs()).toBe('begun\n');
});
