import { describe, expect, it } from 'vitest';
import { manPage } from '../../src/app/man-page.ts';
import { commandTable } from '../../src/commands/table.ts';
import { environmentVariables } from '../../src/config/environment.ts';
import { globalOptions } from '../../src/contract/command-options.ts';
import { exitCodes } from '../../src/contract/errors.ts';
import { textOf } from '../support/repository.ts';

const lines = manPage('1.2.3').split('\n');
const shown = lines.map((line) =>
  line
    .replace(/^\.B /, '')
    .replaceAll('\\-', '-')
    .replace(/\\\[u([\dA-F]+)\]/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16))),
);

describe('the manual page', () => {
  it.each([
    ['commands', commandTable.flatMap(({ name, summary }) => [`tsops ${name}`, summary])],
    ['options', globalOptions.flatMap(({ flags, description }) => [flags, description])],
    ['exit codes', exitCodes.flatMap(({ code, meaning }) => [String(code), meaning])],
    ['variables', environmentVariables.flatMap(({ name, purpose }) => [name, purpose])],
  ])('has all %s, in the words of help', (_, expected) => {
    expect(expected.length).toBeGreaterThan(10);
    expect(shown).toEqual(expect.arrayContaining(expected));
  });

  it('holds no sign that roff would take for a request, and is ASCII', () => {
    const requests = lines.flatMap((line) => /^[.'](\w*)/.exec(line)?.[1] ?? []);
    expect([...new Set(requests)].sort()).toEqual(['B', 'PP', 'SH', 'SS', 'TH', 'TP']);
    expect(lines.filter((line) => /[^ -~]/.test(line))).toEqual([]);
  });

  it('is named in package.json', () => {
    expect(JSON.parse(textOf('package.json')).man).toEqual(['./dist/tsops.1']);
  });
});
