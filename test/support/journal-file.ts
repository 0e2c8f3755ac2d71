import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The lines of a journal, each behind the one before it; `fields` are what each has of its own. */
export function chainedLines(...fields: readonly Readonly<Record<string, unknown>>[]): string[] {
  const at = '2026-11-23T03:00:00.000Z';
  let prev = sha256('');
  return fields.map((own, before) => {
    const head = { seq: before + 1, at, eventAt: at, actor: 'minji@desk', kind: 'note' };
    const line = JSON.stringify({ ...head, ...own, prev });
    prev = sha256(line);
    return line;
  });
}

/** A directory, gone when the test is over, with a journal of this text. */
export function journalFile(text: string | readonly string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'tsops-journal-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const file = join(directory, 'journal.jsonl');
  writeFileSync(file, typeof text === 'string' ? text : text.map((line) => `${line}\n`).join(''));
  return { directory, file };
}
