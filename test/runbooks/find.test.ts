import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../src/config/resolve.ts';
import { asTsopsError } from '../../src/contract/errors.ts';
import { builtIn } from '../../src/runbooks/built-in.ts';
import { findRunbook } from '../../src/runbooks/find.ts';
import { listOwnRunbooks, runbooksFolder } from '../../src/runbooks/own-files.ts';
import { fakeContext } from '../support/context.ts';

const good = '# Own\n\n## Symptoms\n\n- a\n';
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-runbooks-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function put(name: string, text: string | Buffer): void {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  writeFileSync(join(home, name), text);
}

/** Stands in a folder below; the config file, where there is one, is at the top. */
function context(file: string | undefined = join(home, 'tsops.config.yaml'), directory?: string) {
  const config = resolveConfig(directory === undefined ? {} : { runbooks: { directory } });
  return {
    ...fakeContext({ host: { cwd: join(home, 'src', 'deep') } }),
    config: async () => ({ config, file, origin: new Map() }),
  };
}

async function refusal(id: string) {
  const thrown = await findRunbook(context(), id).catch((error: unknown) => error);
  return asTsopsError(thrown);
}

describe('a runbook of the team', () => {
  it('is found below the folder of the config file', async () => {
    put('runbooks/own.md', good);
    const file = join(home, 'runbooks', 'own.md');
    expect(await findRunbook(context(), 'own')).toMatchObject({ title: { en: 'Own' }, file });
  });

  it('is found below the folder that the config names', async () => {
    put('ops/books/own.md', good);
    const found = await findRunbook(context(join(home, 'tsops.config.yaml'), 'ops/books'), 'own');
    expect(found.title.en).toBe('Own');
  });

  it('is found below the root of the repository where there is no config file', async () => {
    put('.git/HEAD', '');
    expect(await runbooksFolder({ ...context(), config: noFile })).toBe(join(home, 'runbooks'));
  });

  it('has the Korean texts of its sibling', async () => {
    put('runbooks/own.md', good);
    put('runbooks/own.ko.md', '# 우리 것\n\n## 증상\n\n- 가\n');
    const { title, steps } = await findRunbook(context(), 'own');
    expect(title).toEqual({ en: 'Own', ko: '우리 것' });
    expect(steps).toMatchObject([{ id: 'a', title: { en: 'a', ko: '가' } }]);
  });

  it.each(builtIn.map(({ id }) => id))('stands in place of the %s of tsops', async (id) => {
    expect(await findRunbook(context(), id)).toMatchObject({ file: null });
    put(`runbooks/${id}.md`, good);
    expect(await findRunbook(context(), id)).toMatchObject({ title: { en: 'Own' } });
    put(`runbooks/${id}.md`, '# Own\n');
    const file = join(home, 'runbooks', `${id}.md`);
    expect((await refusal(id)).next).toContain(
      `mv ${file} ${file}.broken # then the runbook of tsops is used`,
    );
  });

  it('is not run while it has a mistake; all of them are told, each with its place', async () => {
    put(
      'runbooks/own.md',
      '# Own\n\n## Symptoms\n\n- **a**\n\n  **Evidence:** `x`\n\n## Respons\n\n- b\n',
    );
    const error = await refusal('own');
    const file = join(home, 'runbooks', 'own.md');
    expect(error.kind).toBe('config');
    expect(error.message.split('\n')).toEqual([
      'The runbook own has 2 mistakes.',
      expect.stringContaining(`${file}:7:17: "x" is not known`),
      expect.stringContaining(`${file}:9:1: "Respons" is not a section; write Response`),
    ]);
    expect(error.next).toEqual([`tsops runbook lint ${file}`]);
  });

  it('with a command that tsops does not have is refused before anything is done', async () => {
    put('runbooks/own.md', '# Own\n\n## Symptoms\n\n- a\n  ```sh\n  tsops helth\n  ```\n');
    expect((await refusal('own')).message).toContain(
      'own.md:7:9: tsops has no command "helth"; write tsops health',
    );
  });

  it('may hold a warning and a long step: those are for lint', async () => {
    const text = `# Own\n\n## Symptoms\n\n- a\n\n  ${'word '.repeat(300)}\n- b\n  \`\`\`sh\n  no-such-program\n  \`\`\`\n`;
    put('runbooks/own.md', text);
    expect((await findRunbook(context(), 'own')).steps).toHaveLength(2);
  });

  it.each([
    ['no UTF-8 text', Buffer.from([0x23, 0xff, 0xfe]), 'the file is no UTF-8 text'],
    ['over 64 KiB', 'x'.repeat(65_537), 'the file is over 64 KiB'],
  ])('that is %s is refused in one sentence', async (_, text, told) => {
    put('runbooks/own.md', text);
    const { message, kind } = await refusal('own');
    expect(kind).toBe('config');
    expect(message.split('\n')).toHaveLength(2);
    expect(message).toContain(`own.md:1:1: ${told}`);
  });

  it('that does not exist is answered with the nearest name', async () => {
    put('runbooks/mail-queue.md', good);
    const { kind, message, next } = await refusal('mail-queu');
    expect(kind).toBe('usage');
    expect(message).toBe('There is no runbook mail-queu. Did you mean mail-queue?');
    expect(next).toEqual(['tsops runbook list']);
    expect((await refusal('zzzzzzzzzzzzzzzz')).message).toContain('mail-queue');
  });
});

describe('the folder of the runbooks', () => {
  it('holds each Markdown file once, and no README', () => {
    put('runbooks/b.md', good);
    put('runbooks/a.md', good);
    put('runbooks/a.ko.md', good);
    put('runbooks/c.ko.md', good);
    put('runbooks/README.md', good);
    put('runbooks/notes.txt', good);
    const ids = listOwnRunbooks(join(home, 'runbooks')).map(({ id, korean }) => [
      id,
      korean !== undefined,
    ]);
    expect(ids).toEqual([
      ['a', true],
      ['b', false],
      ['c.ko', false],
    ]);
  });

  it('that is not there holds nothing; that is a file is said', () => {
    put('runbooks', '');
    expect(listOwnRunbooks(join(home, 'nothing'))).toEqual([]);
    expect(() => listOwnRunbooks(join(home, 'runbooks'))).toThrow('cannot be read (ENOTDIR)');
  });
});

async function noFile() {
  return { config: resolveConfig({}), file: undefined, origin: new Map() };
}
