import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descriptions } from '../../src/config/descriptions.ts';
import { environmentVariables } from '../../src/config/environment.ts';
import { configKeys } from '../../src/config/keys.ts';
import { jsonSchema, keyTable, outlineOf, variableTable } from './generate.ts';

/* `UPDATE=1 npx vitest run test/config/generated.test.ts` writes these files anew. */
const update = process.env.UPDATE === '1';

function write(file: string, text: string): void {
  writeFileSync(file, text);
  execFileSync('npx', ['biome', 'format', '--write', '--no-errors-on-unmatched', file], {
    stdio: 'ignore',
  });
}

function currentJson(file: string, made: unknown): void {
  const text = `${JSON.stringify(made, null, 2)}\n`;
  if (update) write(file, text);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(text));
}

/** A table without the padding that the formatter gives it. */
const bare = (table: string) => table.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---');

function currentPart(file: string, name: string, made: string): void {
  const part = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`);
  const text = readFileSync(file, 'utf8');
  if (update)
    write(
      file,
      text.replace(part, (_, start, end) => `${start}${made}\n${end}`),
    );
  expect(bare(part.exec(readFileSync(file, 'utf8'))?.[0] ?? '')).toContain(bare(made));
}

describe('what is generated from the schema of the config is current:', () => {
  it('the outline that a config is checked by', () => {
    currentJson('src/config/outline.json', outlineOf());
  });

  it('the JSON Schema for editors', () => {
    currentJson('docs/schema/config.schema.json', jsonSchema());
  });

  it('the table of keys in the documentation', () => {
    currentPart('docs/configuration.md', 'keys', keyTable());
  });

  it('the table of variables in the documentation', () => {
    currentPart('docs/configuration.md', 'variables', variableTable(environmentVariables));
  });
});

describe('the key list', () => {
  it('describes every key, and no key that does not exist', () => {
    const keys = configKeys().map(({ key }) => key);
    expect(Object.keys(descriptions).toSorted()).toEqual(keys.toSorted());
    expect(keys).toContain('environments.<name>.cdn.distributionId');
    expect(keys).toContain('monitors[].certWarnDays');
  });

  it('gives defaults as they would be written', () => {
    const defaults = new Map(configKeys().map(({ key, defaultValue }) => [key, defaultValue]));
    expect(defaults.get('health.maxBody')).toBe('1 MiB');
    expect(defaults.get('rollback.timeout')).toBe('20m');
    expect(defaults.get('github.owner')).toBeUndefined();
    expect(defaults.get('health.controlHosts')).toBe('["one.one.one.one:443","dns.google:443"]');
  });
});
