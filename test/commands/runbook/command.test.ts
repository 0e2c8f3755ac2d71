import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import lint from '../../../src/commands/runbook/lint.ts';
import list from '../../../src/commands/runbook/list.ts';
import show from '../../../src/commands/runbook/show.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { Screen } from '../../../src/contract/context.ts';
import { questions } from '../../../src/domain/evidence/questions/table.ts';
import { builtIn } from '../../../src/runbooks/built-in.ts';
import { readRunbook } from '../../../src/runbooks/markdown/read.ts';
import { width } from '../../../src/terminal/measure.ts';
import { fakeContext } from '../../support/context.ts';
import { textOf } from '../../support/repository.ts';
import { plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
const screen = plainScreen(() => 0);
const pipe: Screen = { ...screen, terminal: false };
const example = 'avatars-missing';
const english = textOf(`docs/examples/runbooks/${example}.md`);
const broken =
  '# Broken\n\n## Symptoms\n\n- a\n  ```sh\n  tsops helth\n  ```\n- **b**\n\n  **Evidence:** `x`\n';
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-runbooks-'));
  mkdirSync(join(home, 'runbooks'));
  put(`${example}.md`, english);
  put(`${example}.ko.md`, textOf(`docs/examples/runbooks/${example}.ko.md`));
});
afterEach(() => rmSync(home, { recursive: true }));

function put(name: string, text: string): void {
  writeFileSync(join(home, 'runbooks', name), text);
}

function context(language: 'en' | 'ko' = 'en') {
  const file = join(home, 'tsops.config.yaml');
  const config = resolveConfig({ language });
  const host = { cwd: home, env: { PATH: process.env.PATH } };
  return { ...fakeContext({ host }), config: async () => ({ config, file, origin: new Map() }) };
}

/** What a terminal of 80 columns cannot show. */
const tooWide = (text: string) => text.split('\n').filter((line) => width(line) > 80);

describe('runbook list', () => {
  it("has the runbooks of tsops and the team's own, by title", async () => {
    const { data, verdict, next } = await list.run({}, context(), live);
    expect(verdict).toBe('ok');
    expect(data.runbooks.map(({ id }) => id)).toEqual([...builtIn.map(({ id }) => id), example]);
    expect(data.runbooks.at(-1)).toEqual({
      id: example,
      title: 'Avatars are missing',
      severity: 'P3',
      steps: 10,
      file: `runbooks/${example}.md`,
      mistake: null,
    });
    expect(next).toHaveLength(1);
    expect(list.view(data, screen)).toContain('Avatars are missing');
  });

  it('has them in Korean where that is the language', async () => {
    const { data } = await list.run({}, context('ko'), live);
    expect(data.runbooks.at(-1)?.title).toBe('아바타가 보이지 않음');
  });

  it('names a broken file with its first mistake, and where to see them all', async () => {
    put('broken.md', broken);
    const { data, verdict, next } = await list.run({}, context(), live);
    expect(verdict).toBe('warn');
    expect(next).toContain('tsops runbook lint');
    const text = list.view(data, screen);
    expect(text).toMatch(/✖ +broken/);
    expect(text).toContain('runbooks/broken.md:7:9\n    tsops has no command "helth"');
    expect(tooWide(text)).toEqual([]);
  });

  it('says where own ones would be, where there are none', async () => {
    rmSync(join(home, 'runbooks'), { recursive: true });
    const { data } = await list.run({}, context(), live);
    expect(list.view(data, screen)).toContain('Markdown files in runbooks.');
  });
});

describe('runbook show', () => {
  const shown = async (markdown: boolean, language: 'en' | 'ko' = 'en', id = example) =>
    (await show.run({ id, markdown }, context(language), live)).data;

  it.each(['en', 'ko'] as const)('fits its steps on 80 by 24, in %s', async (language) => {
    for (const id of [example, ...builtIn.map((each) => each.id)]) {
      const text = show.view(await shown(false, language, id), screen);
      expect(tooWide(text)).toEqual([]);
    }
    const lines = show.view(await shown(false, language), screen).split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
  });

  it('says of each step what it asks, below its section', async () => {
    const text = show.view(await shown(false), screen);
    expect(text).toMatch(/Symptoms\n +1 +How many requests fail +reads error-rate, error-types/);
    expect(text).toMatch(/2 +Is the site itself up +\$ tsops health production/);
    expect(text).toMatch(/Response\n +8 .*action fallback if external-service/);
  });

  it('says of a script its first line', async () => {
    const script = '# why\n  ls |\n    sort\n';
    put('own.md', `# T\n\n## Symptoms\n\n- **a**\n\n  \`\`\`sh\n  ${script}  \`\`\`\n`);
    const { data } = await show.run({ id: 'own', markdown: false }, context(), live);
    expect(show.view(data, screen)).toMatch(/1 {2}a {2}\$ ls \| …$/);
    expect(data.steps[0]?.asks).toEqual(['# why\nls |\n  sort']);
  });

  it('prints a file that reads back as the same steps', async () => {
    const data = await shown(true);
    const text = show.view(data, screen);
    expect(text).toBe(data.markdown?.trimEnd());
    const { runbook } = readRunbook(`${text}\n`, example, null);
    const original = readRunbook(english, example, null);
    expect(runbook).toEqual(original.runbook);
  });

  it('has the same hash in both languages, and another after an edit', async () => {
    const { hash } = await shown(false);
    expect((await shown(false, 'ko')).hash).toBe(hash);
    put(`${example}.md`, english.replace('--max-time 10', '--max-time 20'));
    put(
      `${example}.ko.md`,
      textOf(`docs/examples/runbooks/${example}.ko.md`).replace('10 ', '20 '),
    );
    expect((await shown(false)).hash).not.toBe(hash);
  });
});

describe('runbook lint', () => {
  it('checks all, those of tsops too, and is content', async () => {
    const { data, verdict, exitCode } = await lint.run({}, context(), live);
    expect([verdict, exitCode]).toEqual(['ok', undefined]);
    expect(data.runbooks).toHaveLength(builtIn.length + 1);
    expect(lint.view(data, screen)).toMatch(/^✔ ok {2}\d+ runbooks?, nothing wrong$/);
  });

  it('ends with 2 where one is wrong, and tells each mistake on a line of its own', async () => {
    put('broken.md', broken);
    const { data, verdict, exitCode } = await lint.run({}, context(), live);
    expect([verdict, exitCode]).toEqual(['bad', 2]);
    const lines = lint.view(data, pipe).split('\n');
    expect(lines).toContain(
      `runbooks/broken.md:11:17: error: "x" is not known; it is one of ${Object.keys(questions).join(', ')} [unknown-evidence]`,
    );
    const text = lint.view(data, screen);
    expect(text).toContain('✖ runbooks/broken.md:7:9  unknown-command');
    expect(tooWide(text)).toEqual([]);
  });

  it('checks one that is named by its path or its id, and no other', async () => {
    put('broken.md', broken);
    for (const file of [`runbooks/${example}.md`, `runbooks/${example}.ko.md`, example]) {
      const { data } = await lint.run({ file }, context(), live);
      expect(data).toMatchObject({ runbooks: [{ id: example }], mistakes: [] });
    }
    for (const { id } of builtIn) {
      const { data } = await lint.run({ file: id }, context(), live);
      expect(data.runbooks).toMatchObject([{ id, file: null }]);
    }
  });

  it('says of a file that is not there that it cannot be read', async () => {
    const { data, exitCode } = await lint.run({ file: 'nothing.md' }, context(), live);
    expect(exitCode).toBe(2);
    expect(data.mistakes).toMatchObject([
      { file: 'nothing.md', code: 'unreadable', message: 'the file cannot be read (ENOENT)' },
    ]);
  });

  it('warns of a program that this machine lacks, and ends with 0', async () => {
    put('own.md', '# T\n\n## Symptoms\n\n- a\n  ```sh\n  no-such-program\n  ```\n');
    const { verdict, exitCode, data } = await lint.run({ file: 'own' }, context(), live);
    expect([verdict, exitCode]).toEqual(['warn', undefined]);
    expect(lint.view(data, screen)).toContain('▲ warn  1 warning in 1 runbook');
  });
});
