/*
 * A process of its own for the tests of crashes and races. Obeys lines on stdin, answers in lines on
 * stdout: `append <id>` writes until it is killed, `reopen <id>` tries to drive a record, `close` gives
 * it back.
 */
import { createInterface } from 'node:readline';
import { createFileJournal } from '../../src/journal/disk.ts';
import type { OpenRecord } from '../../src/ports/journal.ts';

const journal = createFileJournal({
  stateDir: process.argv[2] ?? '',
  clock: { now: Date.now, sleep: () => Promise.reject(new Error('nothing sleeps here')) },
  actor: 'child@desk',
  secrets: [],
});
let record: OpenRecord | undefined;

async function obey(order: string, id: string): Promise<string> {
  if (order === 'close') {
    await record?.close();
    return 'closed';
  }
  try {
    record = await journal.reopen(id);
  } catch (error) {
    return `refused ${error instanceof Error ? error.message : error}`;
  }
  while (order === 'append') {
    const { seq } = await record.append('observed', { body: 'x'.repeat(Math.random() * 9000) });
    process.stdout.write(`${seq}\n`);
  }
  const { seq } = await record.append('took over');
  return `holds ${seq}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [order = '', id = ''] = line.split(' ');
  process.stdout.write(`${await obey(order, id)}\n`);
}
