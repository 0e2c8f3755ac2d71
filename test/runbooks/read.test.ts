import { describe, expect, it } from 'vitest';
import type { RunbookStep } from '../../src/runbooks/definition.ts';
import { readRunbook } from '../../src/runbooks/markdown/read.ts';

function stepsOf(items: string): readonly RunbookStep[] {
  const { runbook, faults } = readRunbook(`# T\n\n## Symptoms\n\n${items}`, 'own', null);
  expect(faults).toEqual([]);
  return runbook.steps;
}
const textsOf = (items: string) =>
  stepsOf(items).map(({ title, body }) => [title.en, body.en] as const);

describe('a file of a runbook', () => {
  it('gives its title, severity and symptoms; the file name is the id', () => {
    const source =
      '---\nseverity: p1\n---\n\n# Down\n\nNothing\nanswers.\n\nCall.\n\n## 증상\n\n- a\n';
    const { runbook, faults } = readRunbook(source, 'down', '/x/down.md');
    expect(faults).toEqual([]);
    expect(runbook).toMatchObject({
      id: 'down',
      title: { en: 'Down', ko: 'Down' },
      severity: 'P1',
      symptoms: { en: 'Nothing answers.\nCall.' },
      diagnosis: null,
      file: '/x/down.md',
    });
  });

  it('may name its title in the front matter; without a severity it is P3', () => {
    const { runbook, faults } = readRunbook(
      '---\ntitle: Down\n---\n## Symptoms\n\n- a\n',
      'a',
      null,
    );
    expect(faults).toEqual([]);
    expect(runbook).toMatchObject({ title: { en: 'Down' }, severity: 'P3' });
  });

  it('may have Windows line ends', () => {
    const source = '---\r\nseverity: P2\r\n---\r\n# T\r\n\r\n## Symptoms\r\n\r\n- **a**\r\n  b\r\n';
    const { runbook, faults } = readRunbook(source, 'a', null);
    expect(faults).toEqual([]);
    expect(runbook.severity).toBe('P2');
    expect(runbook.steps[0]).toMatchObject({ title: { en: 'a' }, body: { en: 'b' } });
  });

  it.each([
    ['a whole item', '- Look at\n  the page\n', ['Look at the page', '']],
    ['what begins an item in bold', '- **Look.** It\n  helps.\n', ['Look.', 'It helps.']],
    ['a bold word with a colon', '- **Look:** it helps\n', ['Look', 'it helps']],
    ['code, which keeps its backquotes', '- Run `gh`\n', ['Run `gh`', '']],
    ['a link, which shows its address', '- [A](http://b) c\n', ['A (http://b) c', '']],
    ['an item that has a number', '1. a\n', ['a', '']],
    ['paragraphs, each a line', '- a\n\n  b\n  c\n\n  d\n', ['a', 'b c\nd']],
    ['a list in an item, each of its items a line', '- a\n  - b\n  - c\n', ['a', '- b\n- c']],
    ['what nobody should see', '- a\u202e\u0007b <!-- note -->\n', ['ab', '']],
  ])('reads as title and body %s', (_, items, expected) => {
    expect(textsOf(items)).toEqual([expected]);
  });

  it('makes the id of a step of its title, so that it stays when others come', () => {
    const ids = (items: string) => stepsOf(items).map(({ id }) => id);
    expect(ids('- Look at it\n- Look at it!\n- 되돌리기\n')).toEqual([
      'look-at-it',
      'look-at-it-2',
      't-b9bfec48',
    ]);
    expect(ids('- New\n- Look at it\n').at(-1)).toBe('look-at-it');
    expect(ids('- a <!-- id: b -->\n- b\n')).toEqual(['b', 'b-2']);
  });

  it('has a command that is tsops run in process, and any other as a program', () => {
    const command = (text: string) => stepsOf(`- a\n  \`\`\`sh\n  ${text}\n  \`\`\`\n`)[0];
    expect(command('tsops health --json')).toMatchObject({
      kind: 'command',
      own: true,
      argv: ['tsops', 'health', '--json'],
    });
    expect(command("gh run list -b 'a b'")).toMatchObject({
      kind: 'command',
      own: false,
      argv: ['gh', 'run', 'list', '-b', 'a b'],
    });
  });

  it('has a text for the shell where a shell is needed, as it stands, and its terms', () => {
    const script = 'cd logs\n\n  grep \'a  b\' *.txt |\n\tsort -u > /tmp/x; echo "$TSOPS_URL"';
    const fields = '**Danger:** `local`\\\n  **Timeout:** `1m 30s`\\\n  **Secrets:** `GH_TOKEN`';
    const block = script.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
    const [step] = stepsOf(`- a\n\n  ${fields}\n\n  \`\`\`sh\n${block.join('\n')}\n  \`\`\`\n`);
    expect(step).toEqual({
      ...{ id: 'a', section: 'symptoms', kind: 'command', own: false, script },
      title: { en: 'a', ko: 'a' },
      body: { en: '', ko: '' },
      danger: 'local',
      timeout: 90_000,
      secrets: ['GH_TOKEN'],
    });
  });

  it('is given to the shell with line ends that a shell knows', () => {
    const [step] = stepsOf('- a\r\n\r\n  ```sh\r\n  ls;\r\n  ls\r\n  ```\r\n');
    expect(step).toMatchObject({ script: 'ls;\nls' });
  });

  it('takes the Korean words of the notation as well', () => {
    expect(stepsOf('- **가**\n\n  **근거:** `bundle`\n')).toMatchObject([
      { kind: 'evidence', collects: ['bundle'] },
    ]);
  });
});
