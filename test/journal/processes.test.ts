import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createFileJournal } from '../../src/journal/disk.ts';
import { fakeClock } from '../support/clock.ts';

let root: string;
let program: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tsops-processes-'));
  program = join(root, 'child.mjs');
  await build({
    input: fileURLToPath(new URL('./child.ts', import.meta.url)),
    platform: 'node',
    output: { file: program, format: 'esm', codeSplitting: false },
    logLevel: 'silent',
  });
}, 30_000);

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
});

afterAll(() => rmSync(root, { recursive: true }));

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function journalIn(name: string) {
  const stateDir = join(root, name);
  // Real time: the children's heartbeats are compared with it.
  const clock = fakeClock(Date.now());
  return { stateDir, ...createFileJournal({ stateDir, clock, actor: 'kim@desk', secrets: [] }) };
}

/** A child and its answers, one line each. */
function startChild(stateDir: string) {
  const child = spawn(process.execPath, [program, stateDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    tell: (order: string) => child.stdin.write(`${order}\n`),
    answer: async (): Promise<string | undefined> => {
      const { value, done } = await lines.next();
      return done ? undefined : value;
    },
  };
}

describe('a process killed while it appends', () => {
  test('leaves every acknowledged entry, whole and chained, and a record that can be continued', async () => {
    const journal = journalIn('killed');
    const first = await journal.start('crash');
    await first.append('intent');
    await first.close();
    let acknowledged = 1;
    for (let round = 0; round < 6; round += 1) {
      const { child, tell, answer } = startChild(journal.stateDir);
      tell(`append ${first.id}`);
      for (let lines = 0; lines < 5 + round * 7; lines += 1) acknowledged = Number(await answer());
      expect((await journal.read(first.id)).driver?.pid).toBe(child.pid);
      await kill(child);
      for (let late = await answer(); late !== undefined; late = await answer()) {
        acknowledged = Number(late);
      }
      const { entries, notes, driver } = await journal.read(first.id);
      expect(driver).toBeNull();
      // The kill may have cut the last line; nothing else may be wrong.
      for (const note of notes) expect(note).toMatch(/^the last line was cut short/);
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
      expect(entries.length).toBeGreaterThanOrEqual(acknowledged);
      expect(entries.length).toBeLessThanOrEqual(acknowledged + 1);
    }
    const again = await journal.reopen(first.id);
    await again.append('outcome');
    await again.close();
    expect(readdirSync(join(journal.stateDir, 'records', first.id))).toEqual(['journal.jsonl']);
    expect((await journal.read(first.id)).notes).toEqual([]);
  }, 30_000);
});

test('a process that leaves its record open ends all the same, and no longer drives it', async () => {
  const journal = journalIn('open');
  const record = await journal.start('left-open');
  await record.close();
  const { child, tell, answer } = startChild(journal.stateDir);
  tell(`reopen ${record.id}`);
  expect(await answer()).toBe('holds 1');
  const ended = once(child, 'exit');
  child.stdin?.end();
  expect(await ended).toEqual([0, null]);
  expect((await journal.read(record.id)).driver).toBeNull();
});

describe('many processes that find the same stale lock', () => {
  /** A record whose lock names a process that is gone. */
  async function abandoned(journal: ReturnType<typeof journalIn>): Promise<string> {
    const record = await journal.start('race');
    const lock = join(journal.stateDir, 'records', record.id, 'lock');
    const text = readFileSync(lock, 'utf8');
    await record.close();
    const { pid: _, ...driver } = JSON.parse(text);
    // The highest pid that Linux gives out is 2^22.
    writeFileSync(lock, JSON.stringify({ ...driver, pid: 2 ** 22 + 1 }));
    return record.id;
  }

  test('one gets the record, and the others are told its pid', async () => {
    const journal = journalIn('raced');
    const racers = Array.from({ length: 4 }, () => startChild(journal.stateDir));
    for (let round = 0; round < 25; round += 1) {
      const id = await abandoned(journal);
      for (const { tell } of racers) tell(`reopen ${id}`);
      const answers = await Promise.all(racers.map(({ answer }) => answer()));
      expect(answers.filter((answer) => answer === 'holds 1')).toHaveLength(1);
      const winner = racers[answers.indexOf('holds 1')];
      const refusal = `refused This record is being written by process ${winner?.child.pid} on `;
      for (const answer of answers) expect(answer).toMatch(new RegExp(`^(holds 1$|${refusal})`));
      expect((await journal.read(id)).driver?.pid).toBe(winner?.child.pid);
      winner?.tell('close');
      expect(await winner?.answer()).toBe('closed');
      const left = readdirSync(join(journal.stateDir, 'records', id));
      expect(left).toEqual(['journal.jsonl']);
    }
  }, 30_000);

  test('and give it back at once: its entries are still one chain', async () => {
    const journal = journalIn('relay');
    const id = await abandoned(journal);
    const racers = Array.from({ length: 4 }, () => startChild(journal.stateDir));
    const relay = async ({ tell, answer }: (typeof racers)[number]): Promise<number> => {
      let held = 0;
      for (let turn = 0; turn < 60; turn += 1) {
        tell(`reopen ${id}`);
        if ((await answer())?.startsWith('holds')) held += 1;
        tell('close');
        await answer();
      }
      return held;
    };
    const held = await Promise.all(racers.map(relay));
    const total = held.reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(0);
    const { entries, notes, driver } = await journal.read(id);
    expect({ notes, driver, entries: entries.length }).toEqual({
      notes: [],
      driver: null,
      entries: total,
    });
  }, 30_000);
});
