import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endToEnd } from '../support/e2e.ts';

/*
 * Every `$ …` of the console blocks in the README and in docs runs in the sandbox, and what it prints is what
 * stands there, but for times, ports and ids. `UPDATE=1 npx vitest run --project e2e test/e2e/readme.test.ts`
 * writes it anew.
 */
const root = new URL('../../', import.meta.url);
const pages = ['README.md', ...readdirSync(new URL('docs/', root)).map((name) => `docs/${name}`)]
  .filter((page) => page.endsWith('.md'))
  .sort();
const suite = endToEnd();

interface Block {
  /** The page that it stands on. */
  readonly page: string;
  readonly scenario: string;
  readonly body: string;
  readonly commands: readonly string[];
}

const blocks: Block[] = pages.flatMap((page) => {
  const text = readFileSync(new URL(page, root), 'utf8');
  const found = text.matchAll(/<!-- sandbox: (\S+) -->\n```console\n([\s\S]*?)```/g);
  return [...found].map(([, scenario = '', body = '']) => {
    const commands = body.split('\n').filter((line) => line.startsWith('$ '));
    return { page, scenario, body, commands };
  });
});

/** What differs from run to run, by its kind alone. */
function steady(text: string): string {
  return (
    text
      .replace(
        /\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? (?:UTC|KST \((?:\d\d-\d\d )?\d\d:\d\d UTC\)|KST)/g,
        'TIME',
      )
      .replace(/\d{8}T\d{6}Z/g, 'TIME')
      .replace(/\b\d\d:\d\d KST\b/g, 'CLOCK')
      // A figure that has a course is that of the hour.
      .replace(/^( +\S {2}[a-z].*?) {2,}[\d.].*[▁-█].*$/gm, '$1 FIGURE')
      .replace(/127\.0\.0\.1(?::\d+)?/g, 'ADDRESS')
      .replace(/\b\d+(?:\.\d+)?\s?(?:ms|[smhd])\b(?: \d+[smh]\b)*/g, 'SPAN')
      // Shares of errors are counted by the minute that it is; points follow from them.
      .replace(/\b\d+(?:\.\d+)? %/g, 'SHARE')
      .replace(/\b\d+ errors\/min \(.*?\)/g, 'COUNTS')
      .replace(/\b\d+(?:\.\d+)? → \d+ a minute/g, 'COUNTS')
      .replace(/(^\s+\d {2}\S.*? ) *-?\d+(?= {2}|$)/gm, '$1 POINTS')
      .replace(/\bahead by \d+/g, 'ahead by POINTS')
      // Who has a page changes with the minute: it escalates.
      .replace(/#\d+ unanswered for .*$/gm, 'PAGE')
      .replace(/assigned to .*$/gm, 'ASSIGNED')
      .replace(/^ +escalates in .*$/gm, 'NEXT STEP')
      .replace(/\bQ[0-9A-F]{13}\b/g, 'PAGE ID')
      .replace(/ [\d.]+(?:%|ms)?( +(?:[<>]=?|[!=]=) )/g, ' VALUE$1')
      .replace(/\bI[0-9A-Z]{10,}\b|\b\d{8,}\b/g, 'ID')
      .replace(/\b[0-9a-f]{7,12}\b/g, 'HASH')
      .replace(/\b(?:Hit|Miss|RefreshHit)\b/g, 'CACHE')
      .replace(/[ \t]+/g, ' ')
      .trim()
  );
}

/** Runs the commands of a block in one shell inside one sandbox; answers the block as it would stand. */
async function played({ scenario, commands }: Block): Promise<{ body: string; codes: number[] }> {
  const bin = join(suite.folder(), 'bin');
  mkdirSync(bin, { recursive: true });
  const self = join(bin, 'tsops');
  writeFileSync(self, `#!/bin/sh\nexec '${process.execPath}' '${suite.program}' "$@"\n`);
  chmodSync(self, 0o755);
  const script = commands.map((line) => `{ ${line.slice(2)}\n} 2>&1; printf '\\036%s\\037' "$?"`);
  const { stdout, stderr } = await suite.run(
    ['sandbox', '--scenario', scenario, '--', 'sh', '-c', script.join('\n')],
    { env: { PATH: `${bin}:${suite.env().PATH}` } },
  );
  const runs = stdout.split('\u001f').slice(0, -1);
  if (runs.length !== commands.length) throw new Error(stdout + stderr);
  const codes = runs.map((run) => Number(run.split('\u001e')[1]));
  const shown = runs.map((run, index) => {
    const output = (run.split('\u001e')[0] ?? '').replace(/\n+$/, '');
    return `${commands[index]}\n${output === '' ? '' : `${output}\n`}`;
  });
  return { body: shown.join('\n'), codes };
}

describe('the README and docs', () => {
  it('show every command in the sandbox', () => {
    const shown = blocks.flatMap(({ commands }) => commands).join('\n');
    for (const name of [
      'health',
      'version',
      'runbook',
      'rollback',
      'invalidate',
      'doctor',
      'config',
      'alerts',
    ]) {
      expect(shown).toContain(`$ tsops ${name}`);
    }
  });

  it.each(blocks.map((block) => [block.page, block.commands[0] ?? '', block] as const))(
    'print in %s what tsops prints: %s',
    async (page, _first, block) => {
      const { body, codes } = await played(block);
      const wanted = block.commands.map((line) => Number(/# exits (\d+)$/.exec(line)?.[1] ?? 0));
      expect(codes).toEqual(wanted);
      const current = steady(block.body) === steady(body);
      if (process.env.UPDATE === '1' && !current) {
        const file = new URL(page, root);
        const before = readFileSync(file, 'utf8');
        writeFileSync(
          file,
          before.replace(block.body, () => body),
        );
      } else expect(steady(block.body)).toBe(steady(body));
    },
    60_000,
  );
});
