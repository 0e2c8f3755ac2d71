import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandTable } from '../../src/commands/table.ts';
import { lintOwn } from '../../src/runbooks/lint.ts';
import type { RunbookMistake } from '../../src/runbooks/mistake.ts';
import { ownFile } from '../../src/runbooks/own-files.ts';
import { width } from '../../src/terminal/measure.ts';

/** Everything that lint says of a file of this text. */
export async function mistakesIn(text: string): Promise<readonly RunbookMistake[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-lint-'));
  try {
    const file = join(folder, 'own.md');
    writeFileSync(file, text);
    const around = {
      cwd: folder,
      path: process.env.PATH,
      width,
      commands: commandTable,
      sites: ['https://talkstudio.app'],
    };
    return (await lintOwn(ownFile(file), around)).mistakes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
