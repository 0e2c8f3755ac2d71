import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { checkScenario } from '../../src/sandbox/check-scenario.ts';
import { loadScenario } from '../../src/sandbox/load-scenario.ts';
import { shippedHeads } from '../../src/sandbox/shipped.ts';
import { latinWords } from '../support/latin-words.ts';
import { shippedScenarios as shipped } from '../support/shipped.ts';
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

/** Names that are written in lower case. */
const libraries = new Set(['lodash']);

const versionsIn = (text: string) => [...new Set(text.match(/v\d+\.\d+\.\d+/g))].toSorted();

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

  it.each(shipped)('$name says the same in Korean', ({ description, korean, cause }) => {
    const pairs = [
      [description, korean?.description],
      [cause.summary, cause.korean?.summary],
      [cause.remedy, cause.korean?.remedy],
    ] as const;
    for (const [english, told = ''] of pairs) {
      expect(told).toMatch(/[가-힣].*다\.$/s);
      expect(latinWords(told).filter((word) => !libraries.has(word))).toEqual([]);
      expect(versionsIn(told)).toEqual(versionsIn(english));
    }
    expect(korean?.title).toMatch(/^[^.\n]*[가-힣][^.\n]*$/);
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

  it('tell at their head what they tell as a whole', () => {
    const heads = shipped.map(({ name, title, description, korean, runbook }) => ({
      name,
      title,
      description,
      korean,
      ...(runbook === undefined ? {} : { runbook }),
    }));
    expect(shippedHeads()).toEqual(heads);
  });

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
    [
      'a wrong type',
      OWN.replace('title: Our own', 'title: [a]'),
      /own\.yaml:2:8: title: .*expected string/,
    ],
    ['another word', `${OWN}tls: odd\n`, /own\.yaml:11:6: tls: .*"none"\|"valid"\|/],
    ['a number too small', `${OWN}pace: -1\n`, /own\.yaml:11:7: pace: .*expected number to be >=0/],
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

describe('a scenario with the history of TalkStudio', () => {
  const text = `name: own
title: Our own
description: A world of ours.
cause: { kind: none, summary: Nothing., remedy: Nothing. }
history: talkstudio
versions:
  - { version: v1.2.3, at: -29h }
  - { version: v1.3.0, at: -40m }
deploys:
  - { version: v1.2.3, at: -28h }
  - { version: v1.3.0, at: -30m }
errors:
  - { type: OwnError, message: Ours., culprit: src/own.ts in own, perMinute: 9 }
`;
  const hour = 3_600_000;

  it('has its versions: one that is named is changed, a new one is added', async () => {
    const { versions } = await loadScenario(file(text));
    expect(versions.map(({ version }) => version)).toEqual([
      'v1.0.0',
      'v1.1.0',
      'v1.2.0',
      'v1.2.1',
      'v1.2.2',
      'v1.2.3',
      'v1.3.0',
    ]);
    expect(versions[5]).toMatchObject({ at: -29 * hour, author: 'jisoo-lee' });
    expect(versions[5]?.commits).toContain('feat: group conversations');
    expect(versions[4]).toMatchObject({ at: -120 * hour });
  });

  it('has its deploys, but for those of a version whose deploys it names', async () => {
    const { deploys } = await loadScenario(file(text));
    const of = (name: string) => deploys.filter(({ version }) => version === name);
    expect(of('v1.2.2').map(({ environment }) => environment)).toEqual(['staging', 'production']);
    expect(of('v1.2.3')).toMatchObject([{ environment: 'production', at: -28 * hour }]);
    expect(deploys.at(-1)?.version).toBe('v1.3.0');
  });

  it('has its everyday errors before its own, and earlier trouble after them', async () => {
    const { errors, incidents } = await loadScenario(file(text));
    const types = errors.map(({ type }) => type);
    expect(types.indexOf('OwnError')).toBe(3);
    expect(types).toContain('RangeError');
    expect(incidents.length).toBeGreaterThan(2);
  });

  it.each([
    ['an error', text.replace('perMinute: 9', 'perMinute: -9'), ':13:78: errors.0.perMinute: '],
    ['a version', text.replace('at: -40m', 'at: soon'), ':8:28: versions.1.at: '],
    ['a changed version', text.replace('at: -29h', 'at: soon'), ':7:28: versions.0.at: '],
    ['a deploy', text.replace('at: -30m', 'at: soon'), ':11:28: deploys.1.at: '],
    ['a key', `${text}signals:\n  - { metric: lcp, valu: 1 }\n`, 'signals.0.valu is not a key'],
    ['a list', text.replace(/errors:.*/s, 'errors: many\n'), ':12:9: errors: '],
  ])('says in its own text where %s is wrong', async (_, wrong, message) => {
    await expect(loadScenario(file(wrong))).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['another one', 'history: acme', ':5:10: history: '],
    ['none', '', 'is not among the versions'],
  ])('is not what a scenario with %s has', async (_, history, message) => {
    const without = text
      .replace('history: talkstudio', history)
      .replace(/versions:.*?deploys/s, 'deploys');
    await expect(loadScenario(file(without))).rejects.toMatchObject({
      message: expect.stringContaining(history === '' ? 'versions: at least one' : message),
    });
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
