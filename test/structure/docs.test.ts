import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorEnvelope, schemaOf } from '../../src/app/output.ts';
import { commandTable } from '../../src/commands/table.ts';
import { vendorRows } from '../../src/config/vendors.ts';
import {
  type ErrorKind,
  exitCodeOfKind,
  exitCodes,
  TsopsError,
} from '../../src/contract/errors.ts';
import { ruleLintCodes as ruleCodes } from '../../src/domain/alerts/language/lint-codes.ts';
import { metrics } from '../../src/domain/alerts/language/metrics.ts';
import { evidenceIds, knownHypotheses, responses, rules } from '../../src/runbooks/known.ts';
import { runbookLintCodes } from '../../src/runbooks/lint-codes.ts';
import { keyBar } from '../../src/runbooks/walk/asked-guide.ts';
import { addressVariable, programVariables } from '../../src/runbooks/walk/program-variables.ts';
import { samples } from '../samples/index.ts';
import { repositoryFiles, textOf } from '../support/repository.ts';
import { plainScreen } from '../support/terminal.ts';

/* `UPDATE=1 npx vitest run test/structure/docs.test.ts` writes what is generated anew. */
const update = process.env.UPDATE === '1';

/** The text of a document with what stands between the marks of a section replaced. */
function withSection(document: string, section: string, text: string): string {
  const begin = `<!-- generated: ${section} -->\n`;
  const start = document.indexOf(begin);
  const end = document.indexOf('<!-- end -->', start);
  if (start === -1 || end === -1) throw new Error(`no section ${section}`);
  return `${document.slice(0, start + begin.length)}${text}\n${document.slice(end)}`;
}

function keepsCurrent(name: string, sections: Readonly<Record<string, string>>): void {
  const url = new URL(`../../docs/${name}`, import.meta.url);
  const written = readFileSync(url, 'utf8');
  let current = written;
  for (const [section, text] of Object.entries(sections)) {
    current = withSection(current, section, text);
  }
  if (update) writeFileSync(url, current);
  else expect(written).toBe(current);
}

const kinds: Readonly<Record<ErrorKind, string>> = {
  failed: 'what was asked for did not come about',
  usage: 'the command line is wrong',
  config: 'the config is wrong, at file:line:column',
  unreachable: 'no answer that could be read',
  credentials: 'missing or rejected; which variable, which scope',
  refused: 'by a guard, or for want of consent; nothing was done',
  'stopped-waiting': 'the remote work may go on',
  bug: 'of tsops; `--debug` shows where',
  interrupted: 'by Ctrl-C',
  terminated: 'by SIGTERM',
};

function json(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}

const example = new TsopsError({
  kind: 'credentials',
  message: 'GitHub did not take the token.',
  why: 'Without it the deploy workflow cannot be dispatched.',
  next: ['set GH_TOKEN to a token with the scope repo', 'tsops doctor github'],
});

describe('the documentation', () => {
  it('of exit codes is the table of the code', () => {
    const codes = exitCodes.map(({ code, meaning }) => `| ${code} | ${meaning} |`);
    const rows = Object.entries(kinds).map(
      ([kind, meaning]) => `| \`${kind}\` | ${exitCodeOfKind(kind as ErrorKind)} | ${meaning} |`,
    );
    keepsCurrent('exit-codes.md', {
      'exit codes': ['| code | meaning |', '|---|---|', ...codes].join('\n'),
      'error kinds': ['| kind | exit code | meaning |', '|---|---|---|', ...rows].join('\n'),
    });
  });

  it('of JSON output has the sample of every command', () => {
    const texts = commandTable.map(({ name, summary }) => {
      const sample = samples[name];
      const head = `### ${name}\n\n\`${schemaOf(name)}\`: ${summary}.`;
      const same = Object.keys(samples).find((each) => samples[each] === sample) ?? name;
      const body = same === name ? json(sample) : `The same fields as \`${schemaOf(same)}\`.`;
      return `${head}\n\n${body}`;
    });
    keepsCurrent('json.md', {
      error: json(errorEnvelope('rollback', example, false)),
      samples: texts.join('\n\n'),
    });
  });

  it('of own runbooks has every code of lint, and every name that a runbook may use', () => {
    const codes = Object.entries(runbookLintCodes).map(
      ([code, { level, means }]) => `| \`${code}\` | ${level} | ${means} |`,
    );
    const named = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
    const facts = Object.entries(programVariables).map(
      ([name, means]) => `| \`${name}\` | ${means} |`,
    );
    const addresses = vendorRows
      .flatMap(([, row]) => Object.keys(row.addresses))
      .map(addressVariable);
    keepsCurrent('runbooks.md', {
      variables: [
        '| variable | holds |',
        '|---|---|',
        ...facts,
        `| ${named(addresses)} | the addresses of the vendors |`,
      ].join('\n'),
      'lint codes': ['| code | level | means that |', '|---|---|---|', ...codes].join('\n'),
      names: [
        '| where | names |',
        '|---|---|',
        `| **Evidence:**, **Proof:** | ${named(evidenceIds)} |`,
        `| **Action:** | ${named(responses)} |`,
        ...rules.map(
          (name) =>
            `| **When:** after **Decision:** \`${name}\` | ${named(knownHypotheses[name])} |`,
        ),
      ].join('\n'),
    });
  });

  it('of alerts has every metric and every kind of mistake', () => {
    const units = { '%': '%', ms: 'ms or s', boolean: 'true, false', count: 'none', score: 'none' };
    const windows = { sum: 'sum', mean: 'mean', all: 'false where one was' };
    const catalogue = [...metrics.values()].map(
      ({ name, unit, source, aggregate }) =>
        `| \`${name}\` | ${units[unit]} | ${source} | ${windows[aggregate]} |`,
    );
    const codes = Object.entries(ruleCodes).map(
      ([code, { level, stops, means }]) =>
        `| \`${code}\` | ${level} | ${stops ? 'yes' : ''} | ${means} |`,
    );
    keepsCurrent('alerts.md', {
      metrics: ['| metric | unit | source | in a window |', '|---|---|---|---|', ...catalogue].join(
        '\n',
      ),
      'lint codes': ['| code | level | stops | what |', '|---|---|---|---|', ...codes].join('\n'),
    });
  });

  it('of evidence has a section for every question, as the runbooks put them, and no other', () => {
    const sections = [...textOf('docs/evidence.md').matchAll(/^### (\S+)$/gm)].map(([, id]) => id);
    expect(sections.toSorted()).toEqual([...evidenceIds].sort());
  });

  it('of a walk names every key of the bar', () => {
    const bar = keyBar(
      { picks: 0, on: 'next' },
      'en',
      plainScreen(() => 0),
    ).split(/\s{2,}|\n/);
    const keys = bar.map((part) => part.trim().split(' '));
    expect(keys.length).toBeGreaterThan(5);
    const rows = keys.map(([key, name]) => `| \`${key}\` | ${name} |`);
    const page = textOf('docs/runbook.md');
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });

  it('names no key of the config that there is not', () => {
    const known = textOf('docs/configuration.md');
    const pages = ['evidence', 'runbook', 'runbooks', 'incidents', 'drill', 'diagnosis'];
    const named = pages.flatMap((page) => [
      ...textOf(`docs/${page}.md`).matchAll(
        /`((?:runbooks|incidents|dependencies|statusPages|lighthouse|analytics|github)\b[.[][\w[\].]+)`/g,
      ),
    ]);
    expect(named.length).toBeGreaterThan(8);
    const strange = named.map(([, key = '']) => key).filter((key) => !known.includes(`\`${key}`));
    expect(strange).toEqual([]);
  });

  it('has no link to a file that is not there', () => {
    const files = new Set(repositoryFiles());
    const documents = [...files].filter((file) => /^(?:README|docs\/.*)\.md$/.test(file));
    expect(documents.length).toBeGreaterThan(4);
    const broken = documents.flatMap((document) => {
      const folder = document.slice(0, document.lastIndexOf('/') + 1);
      return [...textOf(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, link = '']) => new URL(link, `file:///${folder}`).pathname.slice(1))
        .filter((path) => !files.has(path) && ![...files].some((each) => each.startsWith(path)))
        .map((path) => `${document} → ${path}`);
    });
    expect(broken).toEqual([]);
  });
});
