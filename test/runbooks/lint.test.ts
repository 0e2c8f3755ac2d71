import { describe, expect, it } from 'vitest';
import { commandTable as commands } from '../../src/commands/table.ts';
import { builtIn } from '../../src/runbooks/built-in.ts';
import { lintBuiltIn } from '../../src/runbooks/lint.ts';
import { type RunbookLintCode, runbookLintCodes } from '../../src/runbooks/lint-codes.ts';
import { readRunbook } from '../../src/runbooks/markdown/read.ts';
import { checkedRunbook } from '../../src/runbooks/own.ts';
import { ownFile } from '../../src/runbooks/own-files.ts';
import { width } from '../../src/terminal/measure.ts';
import { repositoryFiles, textOf } from '../support/repository.ts';
import { mistakesIn } from './lint-support.ts';

const head = '# Title\n\n## Symptoms\n\n';
const decide = '- **Decide**\n\n  **Decision:** `errors`\n\n';
const block = (text: string) => `${head}- **Run it**\n\n  \`\`\`sh\n  ${text}\n  \`\`\`\n`;
const terms = (line: string, command = 'ls; ls') =>
  block(command).replace('\n\n  ```', `\n\n  ${line}\n\n  \`\`\``);
const many = Array.from({ length: 9 }, (_, nth) => `line ${nth}`).join('\\\n  ');

/** Code → a file, and the place and the message of what is wrong in it. */
const cases: readonly (readonly [RunbookLintCode, source: string, told: string])[] = [
  [
    'front-matter',
    '---\nowner: me\n---\n# T\n\n## Symptoms\n\n- a\n',
    '2:1 there is no key "owner"',
  ],
  [
    'front-matter',
    '---\nseverity: P9\n---\n# T\n\n## Symptoms\n\n- a\n',
    '2:11 "P9" is not a severity',
  ],
  [
    'front-matter',
    '---\na: [\n---\n# T\n\n## Symptoms\n\n- a\n',
    '2:1 the front matter is no YAML',
  ],
  ['front-matter', '---\ntitle: [a]\n---\n# T\n\n## Symptoms\n\n- a\n', '2:8 title is not text'],
  ['no-title', '## Symptoms\n\n- a\n', '1:1 the runbook has no title'],
  ['no-steps', '# Title\n\nWords.\n', '1:1 there is no step in it'],
  ['unknown-section', '# T\n\n## Symptom\n\n- a\n', '3:1 "Symptom" is not a section'],
  ['section-order', `${head}- a\n\n## Symptoms\n\n- b\n`, '7:1 Symptoms stands here a second time'],
  ['section-order', '# T\n\n## 대응\n\n- a\n\n## 증상\n\n- b\n', '7:1 Symptoms comes too late'],
  ['empty-section', head, '3:1 the section has no step'],
  ['not-a-step', `${head}- a\n\nWords.\n`, '7:1 a paragraph outside of a step'],
  ['not-a-step', `${head}- a\n\n  > quoted\n`, '7:3 a quotation cannot stand in a step'],
  ['no-step-title', `${head}- **Evidence:** \`error-rate\`\n`, '5:1 the step has no title'],
  ['bad-id', `${head}- a <!-- id: a b -->\n`, '5:5 "a b" cannot be an id'],
  [
    'duplicate-id',
    `${head}- a <!-- id: x -->\n- b <!-- id: x -->\n`,
    '6:5 the id x is given a second',
  ],
  [
    'duplicate-id',
    `${head}- a\n  - [ ] b <!-- id: x -->\n  - [ ] c <!-- id: x -->\n`,
    '7:11 the id x is given a second time',
  ],
  [
    'unknown-field',
    `${head}- **a**\n\n  **Evidense:** \`error-rate\`\n`,
    '7:3 "Evidense:" is not a field',
  ],
  [
    'bad-field',
    `${head}- **a**\n\n  **Evidence:** error-rate\n`,
    '7:16 "error-rate" is not a name',
  ],
  ['bad-field', `${head}- **a**\n\n  Words.\n  **Evidence:**\n`, '8:3 the field is empty'],
  [
    'unknown-evidence',
    `${head}- **a**\n\n  **Evidence:** \`error-rat\`\n`,
    '7:17 "error-rat" is not',
  ],
  [
    'unknown-evidence',
    `${head}- **a**\n\n  **Evidence:** \`toString\`\n`,
    '7:17 "toString" is not',
  ],
  [
    'unknown-hypothesis',
    `${head}${decide}- **a**\n\n  **When:** \`cache\`\n`,
    '11:13 "cache" is not a cause that the rules know',
  ],
  [
    'unknown-action',
    `${head}${decide}- **a**\n\n  **Action:** \`rolback\`\n`,
    '11:15 "rolback" is not',
  ],
  ['unknown-rules', `${head}- **a**\n\n  **Decision:** \`error\`\n`, '7:17 "error" is not known'],
  [
    'unknown-rules',
    `${head}${decide}- **b**\n\n  **Decision:** \`speed\`\n`,
    '9:1 this decision ranks by speed, the one before by errors',
  ],
  [
    'mixed-step',
    `${head}- **a**\n\n  **Evidence:** \`bundle\`\n\n  \`\`\`sh\n  ls\n  \`\`\`\n`,
    '5:1 the step is evidence and command at once',
  ],
  [
    'not-a-step',
    `${head}- a\n\n  <details>\n  b\n  </details>\n`,
    '7:3 HTML cannot stand in a step',
  ],
  [
    'unknown-answer',
    `${head}- a\n  - [ ] yes\n  - [ ] no\n\n  **Suggested by:** \`visits\`, \`yes\`, \`nope\`\n`,
    '9:38 "nope" is not known',
  ],
  [
    'unknown-answer',
    `${head}- a\n  - [ ] yes\n  - [ ] no\n\n  **Suggested by:** \`visits\`, \`yes\`\n`,
    '9:21 an answer is missing',
  ],
  ['answers', `${head}- a\n  - [ ] b\n`, '5:1 the question has one answer only'],
  ['answers', `${head}- a\n  - [ ] b\n  - [ ] c\n  - [ ]\n`, '8:3 the answer is empty'],
  [
    'answers',
    `${head}- a\n  - [ ] b\n  - [ ] c\n  - d\n`,
    '6:3 not every item of the list has a box',
  ],
  ['not-a-step', `${head}- a\n  - b\n    - c\n`, '7:5 a list in a list of a step'],
  [
    'no-decision',
    `${head}- **a**\n\n  **Action:** \`rollback\`\n`,
    '5:1 an action stands before any',
  ],
  [
    'no-decision',
    `${head}- **a**\n\n  **When:** \`client\`\n\n${decide}`,
    '5:1 "When" stands before',
  ],
  ['fence-language', `${head}- a\n  \`\`\`\n  ls\n  \`\`\`\n`, '6:3 a block without a language'],
  [
    'fence-language',
    `${head}- a\n  \`\`\`python\n  ls\n  \`\`\`\n`,
    '6:3 a block of python is not a step',
  ],
  ['no-command', block('# nothing'), '8:3 there is no command in it'],
  ['hidden-character', block("echo 'a\u001b[2Jb'"), '8:10 U+001B is not seen on a screen'],
  ['hidden-character', block('ls; echo \u202eb'), '8:12 U+202E is not seen on a screen'],
  ['hidden-character', block('ls\u200b'), '8:5 U+200B is not seen on a screen'],
  ['unknown-danger', terms('**Danger:** `prod`'), '7:15 "prod" is not a danger'],
  ['bad-timeout', terms('**Timeout:** `2 fortnights`'), '7:16 "2 fortnights" is not a timeout'],
  ['bad-timeout', terms('**Timeout:** `2h`'), '7:16 "2h" is not a timeout'],
  [
    'misplaced-field',
    `${head}- **a**\n\n  **Danger:** \`read\`\n`,
    '7:3 danger: no program is run',
  ],
  [
    'misplaced-field',
    terms('**Secrets:** `GH_TOKEN`', 'tsops health'),
    '7:3 secrets: a tsops command brings its own',
  ],
  ['written-consent', block('tsops rollback v1 --yes | cat'), '5:1 the script gives consent'],
  [
    'written-consent',
    block('cd /tmp\n  tsops invalidate --all \\\n  --confirm production'),
    '5:1 the script gives consent',
  ],
  [
    'unknown-command',
    block('tsops helth --json | cat'),
    '5:1 tsops helth --json: tsops has no command',
  ],
  ['long-script', block(`${'ls;\n  '.repeat(41)}ls`), '5:1 the script takes 42 lines'],
  [
    'tsops-has-it',
    block('curl -s https://talkstudio.app/build-info.json | cat'),
    '5:1 tsops has a command for this',
  ],
  ['open-quote', block("echo 'a"), "8:8 a quote (') without its end"],
  ['unknown-command', block('tsops helth'), '8:9 tsops has no command "helth"'],
  ['unknown-option', block('tsops rollback v1 --forwardd'), '8:21 there is no option --forwardd'],
  ['bad-arguments', block('tsops health --timeout soon'), '8:26 timeout: soon'],
  ['written-consent', block('tsops rollback v1.2.2 --confirm production'), '8:25 --confirm gives'],
  ['long-step', `${head}- **a**\n\n  ${many}\n`, '5:1 the step takes 10 lines of 80 columns'],
  ['unknown-program', block('no-such-program --now'), '8:3 no-such-program is not installed here'],
];

describe('lint finds', () => {
  it.each(cases)('%s in %j', async (code, source, told) => {
    const found = await mistakesIn(source);
    expect(found.map((mistake) => mistake.code)).toEqual([code]);
    const [mistake] = found;
    expect(`${mistake?.line}:${mistake?.column} ${mistake?.message}`).toContain(told);
    expect(mistake?.fix).toMatch(/\S/);
  });

  it('a file name that is no id', async () => {
    const text = `${head}- a\n`;
    const { mistakes } = await checkedRunbook(
      { id: 'My Book', shown: 'My Book.md', text },
      undefined,
      { commands },
    );
    expect(mistakes.map(({ code }) => code)).toEqual(['file-name']);
    const alone = { id: 'a.ko', shown: 'a.ko.md', text };
    expect((await checkedRunbook(alone, undefined, { commands })).mistakes).toMatchObject([
      { code: 'file-name', fix: 'write a.md beside it: this is the Korean of that file' },
    ]);
  });

  it('a Korean sibling with other steps', async () => {
    const english = { id: 'a', shown: 'a.md', text: `${head}- a\n- b\n` };
    const told = async (text: string) => {
      const korean = { id: 'a', shown: 'a.ko.md', text };
      const { mistakes } = await checkedRunbook(english, korean, { commands });
      return mistakes.map(({ file, line, code, message }) => `${file}:${line} ${code} ${message}`);
    };
    const question = '# 제목\n\n## 증상\n\n- 가\n- 나\n  - [ ] 예\n  - [ ] 아니요\n';
    expect(await told('# 제목\n\n## 증상\n\n- 가\n- 나\n')).toEqual([]);
    expect(await told(question)).toEqual([
      'a.ko.md:6 translation this step is not the one of its sibling, b',
    ]);
    expect(await told('# 제목\n\n## 증상\n\n- 가\n')).toEqual([
      'a.ko.md:1 translation its sibling has 2 steps',
    ]);
    expect(await told('# 제목\n\n## 증상\n\n- 가\n- 나\n- 다\n')).toEqual([
      'a.ko.md:7 translation its sibling has fewer steps',
    ]);
  });

  it('every sort of mistake that the table of codes has', () => {
    const elsewhere = ['file-name', 'translation', 'unreadable'];
    const covered = new Set<string>([...cases.map(([code]) => code), ...elsewhere]);
    expect(Object.keys(runbookLintCodes).filter((code) => !covered.has(code))).toEqual([]);
  });

  it('all mistakes at once, in the order of the file', async () => {
    const source = `---\nowner: me\n---\n# T\n\n## Symptom\n\n- a <!-- id: x -->\n- b <!-- id: x -->\n\n## Response\n`;
    const codes = (await mistakesIn(source)).map(({ code }) => code);
    expect(codes).toEqual(['front-matter', 'unknown-section', 'duplicate-id', 'empty-section']);
  });
});

describe('lint finds nothing', () => {
  const around = { cwd: '/', path: process.env.PATH, width, commands, sites: [] };

  it.each(builtIn.map((runbook) => [runbook.id, runbook] as const))(
    'in %s, which comes with tsops',
    async (_, runbook) => {
      expect((await lintBuiltIn(runbook, around)).mistakes).toEqual([]);
    },
  );

  it('but a program that is not there in the example of the notation', async () => {
    const [, example = ''] = /````markdown\n([\s\S]*?)````/.exec(textOf('docs/runbooks.md')) ?? [];
    const mistakes = await mistakesIn(example);
    expect(mistakes.map(({ code }) => code)).toEqual(['unknown-program']);
    expect(readRunbook(example, 'mail-queue', null).runbook.steps.map(({ kind }) => kind)).toEqual([
      ...['evidence', 'question', 'command', 'decision', 'action', 'instruction'],
    ]);
  });

  it('in the examples of the documentation', async () => {
    const files = repositoryFiles().filter((file) =>
      /^docs\/examples\/runbooks\/[^.]+\.md$/.test(file),
    );
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const written = (name: string) => ({ id: ownFile(file).id, shown: name, text: textOf(name) });
      const korean = written(file.replace(/\.md$/, '.ko.md'));
      const { runbook, mistakes } = await checkedRunbook(written(file), korean, { commands });
      expect(mistakes).toEqual([]);
      expect(runbook.steps.length).toBeGreaterThan(3);
      for (const { title } of runbook.steps) expect(title.ko).not.toBe(title.en);
    }
  });
});
