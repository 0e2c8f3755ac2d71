import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { atItsTime, type Ended, endToEnd, type Variables } from '../support/e2e.ts';
import { reportApart, type Told } from '../support/report-apart.ts';
import { shipped } from '../support/shipped.ts';

const badDeploy = shipped('bad-deploy');
const browserBug = shipped('browser-bug');
const staleCache = shipped('stale-cache');

const suite = endToEnd({ hurried: true });
/** All walks begin at the same moment, so that they read the same minutes. */
const begins = Date.parse('2026-03-10T03:00:05Z');
const production = ['--auto', '--confirm', 'production'];

function run(sandbox: Sandbox, args: readonly string[], more: Variables = {}): Promise<Ended> {
  const env = { ...sandbox.env, ...atItsTime(sandbox), ...more };
  return suite.run(args, { env, cwd: sandbox.directory });
}

/** Every line of every record, as `rollback 2 dispatching`. */
function linesOf({ directory }: Sandbox): string[] {
  const records = join(directory, 'state/tsops/records');
  return readdirSync(records).flatMap((id) => {
    const text = readFileSync(join(records, id, 'journal.jsonl'), 'utf8').trimEnd();
    return text.split('\n').map((line) => `${id.replace(/^\w+-/, '')} ${JSON.parse(line).kind}`);
  });
}

/** What the vendors were told to do, and took. */
function done({ world }: Sandbox): string[] {
  return world.events.map((event) => event.kind).sort();
}

async function report(sandbox: Sandbox): Promise<Told> {
  const { code, stdout, stderr } = await run(sandbox, ['incident', 'report', '--output', '-']);
  expect(code, stderr).toBe(0);
  return reportApart(stdout);
}

async function walked(scenario: ScenarioInput, runbook: string) {
  const sandbox = await suite.sandbox(scenario, begins);
  const { code, stdout, stderr } = await run(sandbox, ['runbook', runbook, ...production]);
  return {
    code,
    said: stdout + stderr,
    told: await report(sandbox),
    did: done(sandbox),
    lines: linesOf(sandbox),
  };
}

/** Killed with its journals at that line, taken up and walked to the end. */
async function killedAt(line: number, scenario: ScenarioInput, runbook: string) {
  const sandbox = await suite.sandbox(scenario, begins);
  const env = { TSOPS_E2E_KILL_AT_LINE: `${line}` };
  const { signal } = await run(sandbox, ['runbook', runbook, ...production], env);
  expect(signal).toBe('SIGKILL');
  const lines = linesOf(sandbox);
  const kinds = new Set(lines.map((each) => each.split(' ').at(-1)));
  // Whatever a vendor took is listed by then, so that nobody has to wait for it.
  if (kinds.has('intent') && !kinds.has('receipt')) sandbox.world.advance(200_000);
  const resumed = await run(sandbox, ['runbook', 'resume', ...production]);
  const told = await report(sandbox);
  const did = done(sandbox);
  await sandbox.close();
  const said = resumed.stdout + resumed.stderr;
  const unsent = kinds.has('acting') && !kinds.has('receipt');
  return { line, lines, unsent, code: resumed.code, said, told, did };
}

/** Two at a time for each core. */
async function each<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      results[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return results;
}

/** From `acting` to `acted`: the first of them, counted over all journals, and the last. */
function ofTheWrite(lines: readonly string[]): [number, number] {
  const own = lines.filter((line) => line.startsWith('incident-'));
  const at = (kind: string): number => own.findIndex((line) => line.endsWith(` ${kind}`)) + 1;
  const inTheRecord = lines.filter((line) => line.startsWith('open-issue-')).length;
  return [at('acting'), at('acted') + inTheRecord];
}

test.each([
  {
    runbook: 'high-error-rate',
    scenario: badDeploy,
    writes: ['dispatch'],
    code: 0,
    part: 'the whole',
    /** Announced, on record, about to be sent. */
    unsent: 3,
  },
  {
    runbook: 'performance-degradation',
    scenario: staleCache,
    writes: ['invalidation'],
    code: 0,
    part: 'the whole',
    unsent: 2,
  },
  {
    runbook: 'high-error-rate',
    scenario: browserBug,
    writes: ['issue'],
    // The errors go on until the fix is there.
    code: 1,
    // What comes before and after is that of the first walk.
    part: 'its write',
    unsent: 2,
  },
])(
  '$runbook in $scenario.name, killed (kill -9) after any line of $part, is resumed to the same report',
  async ({ runbook, scenario, writes, code: expected, part, unsent: never }) => {
    const whole = await walked(scenario, runbook);
    expect(whole.code, whole.said).toBe(expected);
    expect(whole.did).toEqual(writes);
    const [from, to] = part === 'the whole' ? [1, whole.lines.length] : ofTheWrite(whole.lines);
    const kill = (index: number) => killedAt(from + index, scenario, runbook);
    const ends = await each(to - from + 1, kill);
    expect(ends.map(({ line }) => line)).toEqual(
      whole.lines.map((_, index) => index + 1).slice(from - 1, to),
    );
    for (const { line, lines, unsent, code, said, told, did } of ends) {
      const where = `killed after line ${line}: ${lines.join(', ')}\n${said}`;
      expect.soft(lines, where).toHaveLength(line);
      expect.soft(code, where).toBe(line === whole.lines.length ? 2 : expected);
      expect.soft(did, where).toEqual(writes);
      expect.soft(told.text, where).toBe(whole.told.text);
      // Announced, and nobody had sent it: only then it is begun once more.
      expect.soft(told.sentAgain, where).toBe(unsent);
    }
    expect(ends.filter(({ told }) => told.sentAgain)).toHaveLength(never);
  },
  300_000,
);
