import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedConfig } from '../../src/config/check.ts';
import { kinds } from '../../src/config/kinds.ts';
import { type Outline, outline } from '../../src/config/outline.ts';
import { plainData } from '../../src/config/plain-data.ts';
import { fileSchema } from '../../src/config/schema.ts';
import { parseTree } from '../../src/config/tree.ts';

/** Texts of which each kind takes some and refuses the rest. */
const words = [
  ...[
    'talkstudio',
    'a b',
    '',
    ' ',
    '5m',
    '5 minuts',
    '0',
    '1',
    '11',
    '404',
    '2xx',
    '10 MiB',
    'GET',
  ],
  ...[
    'en',
    'cloudfront',
    'github',
    'uptimerobot',
    'ga4',
    'Asia/Seoul',
    'us-east-1',
    'main',
    'deploy-prod.yml',
    'E2QWRUHAPOMQZL',
  ],
  ...['https://talkstudio.app', 'http://u:p@h/', '/build-info.json', 'dns.google:443', '[::1]:80'],
  ...['5%', 'statuspage', 'mobile', '123456789', 'avatars.fallback', 'runbooks/on-call'],
  ...['Monday 09:00', 'Monday 9', '2026-11-23', '2026-02-30', '2026-11-23 09:00', 'primary'],
  ...['talkstudio@{version}', '..', '-x', 'a\u0007', 'null', 'production', '__proto__', 'x-token'],
];
const texts = fc.constantFrom(...words);

/** What is nearly a value of a part of the schema: now and then a key or a value is wrong. */
function nearly(part: Outline): fc.Arbitrary<unknown> {
  const wrong = fc.oneof(texts, fc.constant([]), fc.constant({}), fc.constant(['x']));
  return fc.oneof({ weight: 200, arbitrary: right(part) }, { weight: 1, arbitrary: wrong });
}

function right(part: Outline): fc.Arbitrary<unknown> {
  if (typeof part === 'string') {
    const good = words.filter((text) => kinds[part].parse(text) !== undefined);
    return fc.constantFrom(...good);
  }
  if ('list' in part) return fc.array(nearly(part.list), { maxLength: 2 });
  if ('oneOrMore' in part) {
    return fc.oneof(right(part.oneOrMore), fc.array(right(part.oneOrMore), { maxLength: 2 }));
  }
  if ('of' in part)
    return fc.dictionary(right(part.names) as fc.Arbitrary<string>, nearly(part.of));
  const entries = Object.entries(part.keys);
  const required = entries.filter(([key]) => key.endsWith('!')).map(([key]) => key.slice(0, -1));
  const shape = entries.map(([key, child]) => [key.replace('!', ''), nearly(child)] as const);
  const record = fc.record(Object.fromEntries(shape), { requiredKeys: required });
  const extra = fc.tuple(record, texts).map(([group, key]) => ({ ...group, [key]: 'x' }));
  return fc.oneof({ weight: 60, arbitrary: record }, { weight: 1, arbitrary: extra });
}

describe('what is checked without zod', () => {
  it('is accepted, and read, exactly as zod accepts and reads it', () => {
    let accepted = 0;
    const runs = 1000;
    fc.assert(
      fc.property(right(outline), (data) => {
        // JSON is YAML.
        const { root, faults } = parseTree(JSON.stringify(data));
        fc.pre(faults.length === 0);
        const expected = fileSchema.safeParse(plainData(root));
        const found = checkedConfig(root);
        accepted += expected.success ? 1 : 0;
        expect(found).toEqual(expected.success ? expected.data : undefined);
      }),
      { numRuns: runs },
    );
    expect(accepted).toBeGreaterThan(runs / 20);
    expect(accepted).toBeLessThan(runs - runs / 20);
  });
});
