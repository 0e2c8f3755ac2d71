import { describe, expect, it } from 'vitest';
import { clientIssue } from '../../../src/domain/diagnosis/client-issue.ts';
import type { BrowserSplit, ClientShare } from '../../../src/domain/errors/findings.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import { answer, deployed, riddle, type, without, withTypes } from './collected.ts';
import { facts } from './said.ts';

const client = (name: string, change: Partial<ClientShare> = {}): ClientShare => ({
  kind: 'browser',
  name,
  errors: 1940,
  errorShare: 0.97,
  sessionShare: 0.24,
  lift: 4,
  ...change,
});
const safari = client('Safari');
const split = (clients: readonly ClientShare[], standsOut: ClientShare | null = safari) =>
  ({
    'browser-split': answer<BrowserSplit>({ clients, standsOut, expectedFrom: 'page loads' }),
  }) satisfies Collected;
const of = (change: Collected, base: Collected = riddle) => {
  const found = clientIssue(facts({ ...base, ...change }));
  if (found.kind !== 'issue') throw new Error(`the response is ${found.kind}`);
  return found;
};
const rows = (body: string) =>
  body.split('\n').flatMap((line) => /^\| (?:browser|os) \| ([^|]+) \|/.exec(line)?.[1] ?? []);

describe('the issue for a hotfix', () => {
  it('says in Markdown whom the errors hit, which they are, and that no rollback helps', () => {
    const ios = client('iOS', { kind: 'os', errors: 1800, errorShare: 0.9, sessionShare: null });
    expect(
      of(split([safari, ios])).body,
    ).toBe(`Errors concentrate on Safari (iOS); other clients are not hit.

| kind | name | errors | share of errors | share of sessions |
|---|---|---:|---:|---:|
| browser | Safari | 1940 | 97 % | 24 % |
| os | iOS | 1800 | 90 % | not known |

The heaviest errors:

- \`WEB-1\` TypeError: x is undefined: 2000 events, 900 users, in \`src/x.ts in x\`

Served version: v1.2.3.

A rollback does not help: no deploy explains these errors. Plan a hotfix.
`);
  });

  it('leaves out what is not known', () => {
    const unknown = without(riddle, 'error-types', 'recent-deploys');
    const { title, body } = of(split([safari]), unknown);
    expect(title).toBe('Hotfix: errors on Safari');
    expect(body).toBe(`Errors concentrate on Safari; other clients are not hit.

| kind | name | errors | share of errors | share of sessions |
|---|---|---:|---:|---:|
| browser | Safari | 1940 | 97 % | 24 % |

A rollback does not help: no deploy explains these errors. Plan a hotfix.
`);
  });

  it('leaves out the served version where the site does not tell it', () => {
    const { body } = of({
      ...split([safari]),
      'recent-deploys': answer(deployed({ served: null })),
    });
    expect(body).not.toContain('Served version');
  });

  it('names no errors where none is listed', () => {
    const { title, body } = of(split([safari]), withTypes(riddle));
    expect(title).toBe('Hotfix: errors on Safari');
    expect(body).not.toContain('weightiest');
  });

  it('names the three weightiest errors, and the first in its title, cut at 90 characters', () => {
    const types = ['a', 'b', 'c', 'd'].map((letter) => type({ title: letter.repeat(100) }));
    const { title, body } = of(split([safari]), withTypes(riddle, ...types));
    expect(title).toBe(`Hotfix: ${'a'.repeat(90)} on Safari`);
    expect(body).toContain('c'.repeat(100));
    expect(body).not.toContain('d'.repeat(100));
  });
});

describe('the clients of the issue', () => {
  it('are those with more than their share, the one that stands out first and once', () => {
    const clients = [
      client('Edge', { lift: 1.1 }),
      safari,
      client('Chrome', { lift: 1 }),
      client('Samsung Internet', { lift: 0.5 }),
      client('Opera', { lift: null }),
    ];
    expect(rows(of(split(clients)).body)).toEqual(['Safari', 'Edge']);
  });

  it('are five at most', () => {
    const clients = ['1', '2', '3', '4', '5'].map((name) => client(name));
    expect(rows(of(split([safari, ...clients])).body)).toEqual(['Safari', '1', '2', '3', '4']);
  });

  it('are named all the same where none stands out', () => {
    const { title, body } = of(split([client('Edge'), client('Opera', { lift: 0.9 })], null));
    expect(rows(body)).toEqual(['Edge']);
    expect(title).toBe('Hotfix: TypeError: x is undefined on Edge');
  });

  it('name the system of a browser, not another browser', () => {
    const { title } = of(split([safari, client('Edge'), client('iOS', { kind: 'os' })]));
    expect(title).toBe('Hotfix: TypeError: x is undefined on Safari (iOS)');
  });

  it.each<[string, Collected]>([
    ['has more than its share', { ...riddle, ...split([client('Edge', { lift: 1 })], null) }],
    ['is known', without(riddle, 'browser-split')],
  ])('make no issue where none %s: somebody looks further', (_what, collected) => {
    expect(clientIssue(facts(collected))).toEqual({ kind: 'look-further' });
  });
});
