/* A state folder that has years behind it: records written straight to the disk. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordId } from '../../src/journal/record-id.ts';

export type Line = Readonly<Record<string, unknown>> & { readonly kind: string };

/** Writes a record as tsops does; `at` is epoch milliseconds. Returns its id. */
export function writeRecord(
  stateDir: string,
  at: number,
  topic: string,
  lines: readonly Line[],
  attempt = 1,
): string {
  const id = recordId(at, topic, attempt);
  const time = new Date(at).toISOString();
  let prev = createHash('sha256').update('').digest('hex');
  const texts = lines.map((line, index) => {
    const head = { seq: index + 1, at: time, eventAt: time, actor: 'minji@desk' };
    const text = JSON.stringify({ ...head, ...line, prev });
    prev = createHash('sha256').update(text).digest('hex');
    return `${text}\n`;
  });
  mkdirSync(join(stateDir, 'records', id), { recursive: true, mode: 0o700 });
  writeFileSync(join(stateDir, 'records', id, 'journal.jsonl'), texts.join(''), { mode: 0o600 });
  return id;
}

export function rolledBack(fields: Readonly<Record<string, unknown>> = {}): readonly Line[] {
  const to = { environment: 'production', key: 'production/v1.2.2', from: 'v1.2.3', to: 'v1.2.2' };
  return [
    { kind: 'intent', action: 'rollback', ...to, ...fields },
    { kind: 'outcome', state: 'done', detail: 'v1.2.2 is served' },
  ];
}

/** So many rollbacks, one every two minutes up to `until`, two of each fifth moment. */
export function writeRollbacks(stateDir: string, until: number, count: number): void {
  for (let index = 1; index <= count; index += 1) {
    const at = until - Math.ceil(index - index / 5) * 120_000;
    writeRecord(stateDir, at, 'rollback-production', rolledBack(), index % 5 === 0 ? 2 : 1);
  }
}
