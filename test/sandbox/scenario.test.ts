import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { checkScenario } from '../../src/sandbox/check-scenario.ts';
import { loadScenario } from '../../src/sandbox/load-scenario.ts';
import { shipped } from '../../src/sandbox/scenarios/index.ts';
import { jsonSchema } from './schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsops-scenarios-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'own.yaml');
  writeFileSync(path, text);
  return path;
}

const OWN = `name: own
title: Our own
description: A world of ours.
cause: { kind: none, summary: Nothing., remedy: Nothing. }
versions:
  - { version: v1.0.0, at: -3d }
  - { version: v1.1.0, at: -2d }
deploys:
  - { version: v1.0.0, at: -2 days }
  - { version: v1.1.0, at: -1h30m }
`;

describe('the shipped scenarios', () => {
  it('have names, titles, descriptions and causes that no other has', () => {
    const distinct = (text: (one: (typeof shipped)[number]) => string) =>
      new Set(shipped.map(text)).size;
    expect([
      distinct(({ name }) => name),
      distinct(({ title }) => title),
      distinct(({ description }) => description),
      distinct(({ cause }) => cause.summary),
    ]).toEqual(Array.from({ length: 4 }, () => shipped.length));
  });

  it.each(shipped)('$name says in sentences what is seen, what it is and what helps', (one) => {
    const { title, description, cause } = one;
    for (const text of [description, cause.summary, cause.remedy]) {
      expect(text).toMatch(/^[A-Zv].*\w.*\.$/s);
      expect(text.split(/\s+/).length).toBeGreaterThan(1);
    }
    // A title is a headline on one line of a list.
    expect(title).toMatch(/^[A-Z][^.\n]{6,40}$/);
    expect(new Set([title, description, cause.summary, cause.remedy]).size).toBe(4);
  });

  it('blame a version, and say to which to go back, only where the cause is a deploy', () => {
    const blamed = shipped.filter(({ cause }) => cause.kind === 'deploy');
    expect(blamed.length).toBeGreaterThan(3);
    for (const { cause } of blamed) {
      expect(cause.summary).toMatch(/v1\.2\.[23]/);
      expect(cause.remedy).toMatch(/v1\.2\.[12]/);
    }
    for (const { cause } of shipped.filter(({ cause: { kind } }) => kind === 'none')) {
      expect(cause.remedy).not.toMatch(/^Roll back/);
    }
  });

  it.each(shipped.map((one) => one.name))(
    '%s is valid, and stays so as a YAML file',
    async (name) => {
      const input = shipped.find((one) => one.name === name);
      const direct = checkScenario(input, name);
      expect(await loadScenario(file(dump(input, { noRefs: true })))).toEqual(direct);
    },
  );

  it('serve v1.2.3 with v1.2.2 before it, so that a rollback means something', () => {
    for (const one of shipped) {
      const live = one.deploys.filter(
        (deploy) => (deploy.environment ?? 'production') === 'production',
      );
      expect(live.slice(-2).map((deploy) => deploy.version)).toEqual(['v1.2.2', 'v1.2.3']);
    }
  });
});

describe('a scenario file', () => {
  it('is what docs/sandbox.md shows', async () => {
    const example =
      /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/sandbox.md', 'utf8'))?.[1] ?? '';
    expect(await loadScenario(file(example))).toMatchObject({ name: 'half-the-phones' });
  });

  it('is read with its defaults, times in milliseconds', async () => {
    const scenario = await loadScenario(file(OWN));
    expect(scenario.deploys.map((deploy) => deploy.at)).toEqual([-172_800_000, -5_400_000]);
    expect(scenario).toMatchObject({ pace: 1, tls: 'none', workflow: { approval: false } });
  });

  it.each([
    ['an unknown key', `${OWN}foo: 1\n`, /own\.yaml:11:\d+: foo is not a key/],
    ['a wrong type', OWN.replace('title: Our own', 'title: [a]'), /own\.yaml:2:8: title: /],
    ['a missing key', OWN.replace('title: Our own\n', ''), /own\.yaml:1:1: title: is missing/],
    ['a bad moment', OWN.replace('-1h30m', 'soon'), /own\.yaml:10:\d+: deploys\.1\.at: a moment/],
    [
      'a version without a tag',
      OWN.replace('v1.1.0, at: -1h', 'v2.0.0, at: -1h'),
      /own\.yaml:10:\d+: deploys\.1\.version: v2\.0\.0/,
    ],
    ['an alias', OWN.replace('title: Our own', 'title: &a Our own'), /own\.yaml:2:\d+: an anchor/],
    ['a tab', OWN.replace('  - { version: v1.0.0, at: -3d }', '\t- x'), /own\.yaml/],
    ['no YAML at all', '{{{', /own\.yaml/],
  ])('with %s is refused by line and column', async (_, text, message) => {
    await expect(loadScenario(file(text))).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(message),
    });
  });

  it('that is not there, or a name that is not known, is refused with the nearest', async () => {
    await expect(loadScenario('./none.yaml')).rejects.toThrow(
      'there is no scenario file ./none.yaml',
    );
    await expect(loadScenario('bad-deply')).rejects.toThrow('Did you mean bad-deploy?');
  });
});

describe('docs/schema/scenario.schema.json', () => {
  it('is what the schema of scenarios makes (UPDATE=1 writes it anew)', () => {
    const path = 'docs/schema/scenario.schema.json';
    const made = `${JSON.stringify(jsonSchema(), null, 2)}\n`;
    if (process.env.UPDATE === '1') writeFileSync(path, made);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(made));
  });
});
