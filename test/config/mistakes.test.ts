import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/from-file.ts';
import { asTsopsError, exitCodeOfKind, TsopsError } from '../../src/contract/errors.ts';

/** Everything that is said of a text: `line:column: message`; empty for a right one. */
async function mistakes(source: string): Promise<string[]> {
  const thrown = await parseConfig(source, 'c.yaml').then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown === undefined) return [];
  const { kind, data } = asTsopsError(thrown);
  if (kind !== 'config') throw thrown;
  const list = (data as { mistakes: { line: number; column: number; message: string }[] }).mistakes;
  return list.map((m) => `${m.line}:${m.column}: ${m.message}`);
}

describe('a mistake is told with its place, what was expected, what was found, and the nearest right word:', () => {
  it.each([
    [
      'a key that does not exist',
      'langage: en',
      '1:1: there is no key "langage" here; did you mean "language"?',
    ],
    [
      'a key that belongs elsewhere',
      'distributionId: E2QWRUHAPOMQZL',
      '1:1: there is no key "distributionId" here; did you mean environments.<name>.cdn.distributionId?',
    ],
    [
      'a key that is like no other',
      'uptimerobot:\n  zzzzzz: 1',
      '2:3: there is no key "zzzzzz" in uptimerobot; the keys in uptimerobot are apiUrl',
    ],
    [
      'a secret',
      'github:\n  token: ghp_hush',
      '2:3: there is no key "token" in github; a secret never stands in a file: set GH_TOKEN or GH_ENTERPRISE_TOKEN in the environment',
    ],
    [
      'a secret that no group of keys owns',
      'password: hush',
      '1:1: there is no key "password" here; a secret never stands in a file: tsops help environment names the variables',
    ],
    [
      'a misspelt unit',
      'health:\n  timeout: 5 minuts',
      '2:12: health.timeout: expected a duration like 60s, 5 minutes or 14d (at most 24d), found "5 minuts"; did you mean "5 minutes"?',
    ],
    [
      'a duration without a unit',
      'health: { timeout: 60 }',
      '1:20: health.timeout: expected a duration like 60s, 5 minutes or 14d (at most 24d), found "60"; did you mean "60s"?',
    ],
    [
      'a duration that no timer can wait',
      'rollback: { timeout: 30d }',
      '1:22: rollback.timeout: expected a duration like 60s, 5 minutes or 14d (at most 24d), found "30d"',
    ],
    [
      'a size without a unit',
      'health: { maxBody: 10 }',
      '1:20: health.maxBody: expected a size like 500 kB or 10 MiB (at most 256 MiB), found "10"; did you mean "10MiB"?',
    ],
    [
      'a word that is none of the words',
      'monitors:\n  - name: a\n    url: http://a\n    method: head',
      '4:13: monitors[0].method: expected one of GET, HEAD, OPTIONS, found "head"; did you mean "HEAD"?',
    ],
    [
      'a provider of deploys that is not known',
      'deploys:\n  provider: gitlab',
      '2:13: deploys.provider: expected one of github, found "gitlab"; did you mean "github"?',
    ],
    [
      'a provider of uptime, nearly right',
      'uptime: { provider: uptimerobt }',
      '1:21: uptime.provider: expected one of uptimerobot, found "uptimerobt"; did you mean "uptimerobot"?',
    ],
    [
      'a provider of analytics that is not known',
      'analytics: { provider: matomo }',
      '1:24: analytics.provider: expected one of ga4, mixpanel, found "matomo"',
    ],
    [
      'a CDN that is not known',
      'environments:\n  production:\n    cdn: { provider: fastly, distributionId: E1TALK }',
      '3:22: environments.production.cdn.provider: expected one of cloudfront, found "fastly"',
    ],
    [
      'a URL without its scheme',
      'sentry: { url: sentry.io }',
      '1:16: sentry.url: expected an http:// or https:// URL without user or password, found "sentry.io"; did you mean "https://sentry.io"?',
    ],
    [
      'a URL of another scheme',
      'sentry: { url: "javascript:alert(1)" }',
      '1:16: sentry.url: expected an http:// or https:// URL without user or password, found "javascript:alert(1)"',
    ],
    [
      'a number out of its range',
      'health:\n  retries: 99',
      '2:12: health.retries: expected a whole number from 0 to 10, found "99"',
    ],
    [
      'a list where a text is wanted',
      'service: [a]',
      '1:10: service: expected a line of text, found a list',
    ],
    [
      'a text where a list is wanted',
      'monitors: all',
      '1:11: monitors: expected a list, found "all"',
    ],
    [
      'a group where a list is wanted',
      'contacts: {}',
      '1:11: contacts: expected a list, found a group of keys',
    ],
    [
      'a delay of an escalation without a unit',
      'oncall:\n  escalation: [{ to: tech lead, after: 15 }]',
      '2:40: oncall.escalation[0].after: expected a duration like 0, 500ms or 5 seconds (at most 24d), found "15"; did you mean "15s"?',
    ],
    [
      'a rotation that begins nowhere',
      'oncall: { primary: [Minji] }',
      '1:1: oncall.start is missing: expected a date like 2026-11-23',
    ],
    [
      'a leave that ends before it begins',
      'oncall: { leave: [{ person: A, from: 2026-11-24, to: 2026-11-23 }] }',
      '1:54: oncall.leave[0].to: expected a time after 2026-11-24, found "2026-11-23"',
    ],
    [
      'a day that the calendar does not have',
      'oncall: { start: 2026-02-30 }',
      '1:18: oncall.start: expected a date like 2026-11-23, found "2026-02-30"',
    ],
    [
      'an item of a list that is nothing',
      'health:\n  controlHosts:\n    - a.example\n    -',
      '3:7: health.controlHosts[1]: expected a host like one.one.one.one or dns.google:443, found nothing',
    ],
    [
      'a whole file that is a text',
      'hello',
      '1:1: the file: expected a group of keys, found "hello"',
    ],
    [
      'something that must be there and is not',
      'monitors:\n  - name: a',
      '2:5: monitors[0].url is missing: expected an http:// or https:// URL without user or password',
    ],
    [
      'an empty list of statuses',
      'monitors: [{ name: a, url: http://a, status: [] }]',
      '1:46: monitors[0].status: expected at least one: a status like 200, 2xx or 200-299, found a list',
    ],
    [
      'one wrong status',
      'monitors: [{ name: a, url: http://a, status: 2x }]',
      '1:46: monitors[0].status: expected a status like 200, 2xx or 200-299, found "2x"',
    ],
    [
      'a name that cannot be one',
      'environments:\n  "a b": { url: http://a }',
      '2:3: environments: expected a name of letters, digits, - and _ as its key, found "a b"',
    ],
    [
      'an environment without its address',
      'environments:\n  eu: {}',
      '2:3: environments.eu.url is missing: expected an http:// or https:// URL without user or password',
    ],
    [
      'a monitor of an environment that does not exist',
      'monitors:\n  - { name: a, url: http://a, env: stagin }',
      '2:36: monitors[0].env: expected an environment of this config (production, staging), found "stagin"; did you mean "staging"?',
    ],
    [
      'a percentage without its sign',
      'runbooks: { errorRate: 5 }',
      '1:24: runbooks.errorRate: expected a percentage like 5% or 0.5%, found "5"; did you mean "5%"?',
    ],
    [
      'a percentage in words',
      'runbooks: { errorRate: 0.5 percent }',
      '1:24: runbooks.errorRate: expected a percentage like 5% or 0.5%, found "0.5 percent"; did you mean "0.5%"?',
    ],
    [
      'a folder that leads out of the repository',
      'runbooks: { directory: ../shared }',
      '1:24: runbooks.directory: expected a folder below the config, like runbooks, found "../shared"',
    ],
    [
      'a format of status pages that is not known',
      'statusPages: [{ name: a, url: http://a, format: statuspages }]',
      '1:49: statusPages[0].format: expected one of statuspage, slack, aws, found "statuspages"; did you mean "statuspage"?',
    ],
    [
      'two status pages of one name',
      'statusPages:\n  - { name: GitHub, url: http://a }\n  - { name: github, url: http://b }',
      '3:13: statusPages[1].name: expected a name that no other in the list has, found "github"',
    ],
    [
      'a check of the fallback that looks for nothing',
      'dependencies:\n  - name: a\n    probe: http://a\n    fallbackCheck: { url: http://b }',
      '4:5: dependencies[0].fallbackCheck.keyword is missing: expected a line of text',
    ],
    [
      'a path into JSON that is an expression',
      'dependencies:\n  - name: a\n    probe: http://a\n    fallbackCheck: { url: http://b, path: "$.a[0]", keyword: x }',
      '4:43: dependencies[0].fallbackCheck.path: expected field names with dots between, like avatars.fallback, found "$.a[0]"',
    ],
    [
      'a keyword in an answer without a body',
      'monitors:\n  - { name: a, url: http://a, keyword: b, method: HEAD }',
      '2:51: monitors[0].method: expected GET, as only its answer has a body to find the keyword in, found "HEAD"',
    ],
    [
      'two monitors of one name',
      'monitors:\n  - { name: Home, url: http://a }\n  - { name: home, url: http://b }',
      '3:13: monitors[1].name: expected a name that no other in the list has, found "home"',
    ],
    [
      'a time zone that does not exist',
      'timezone: Asia/Soul',
      '1:11: timezone: expected a time zone like Asia/Seoul or UTC, found "Asia/Soul"; did you mean "Asia/Seoul"?',
    ],
    [
      'a key that stands twice',
      'service: a\nlanguage: en\nservice: b',
      '3:1: the key "service" stands here a second time; the first is on line 1',
    ],
    [
      'a wrong key without a value',
      'githb:',
      '1:1: there is no key "githb" here; did you mean "github"?',
    ],
    ['a key without a word', '? [a]\n: b', '1:3: expected a key that is a word'],
    [
      'a second document',
      'service: a\n---\nservice: b',
      '3:1: a second document begins here; a config file holds one',
    ],
    ['a tag', 'service: !!str a', '1:10: a tag (!!str) is not accepted; remove it'],
    [
      'a workflow that is a path',
      'github: { workflow: ../x.yml }',
      '1:21: github.workflow: expected the file name of a workflow, like deploy-prod.yml, found "../x.yml"',
    ],
    [
      'a place after Windows line ends',
      'service: a\r\nlanguage: en\r\n  \r\ngithub:\r\n  owner: "a b"\r\n',
      '5:10: github.owner: expected a GitHub user or organization, found "a b"',
    ],
  ])('%s', async (_, source, expected) => {
    expect(await mistakes(source)).toEqual([expected]);
  });

  it('every line that a tab indents', async () => {
    expect(await mistakes('github:\n\towner: a\naws:\n  \tregion: b\n')).toEqual([
      '2:1: a tab indents this line; YAML is indented with spaces',
      '4:3: a tab indents this line; YAML is indented with spaces',
    ]);
  });

  it('every error of syntax, not only the first', async () => {
    const found = await mistakes('service: a: b\ngithub: [\naws: "');
    expect(found.map((line) => line.split(': ')[0])).toEqual(['1:11', '3:1', '3:7']);
    expect(found.every((line) => line.includes('this is not YAML: '))).toBe(true);
  });

  it.each([
    [
      'in items of a list and in an entry after it, and in nothing that is well',
      [
        'monitors: # ours',
        '  - name: a: b',
        '    url: "http://a',
        '  - name: c',
        '    headers: {',
        '      x: y',
        '      }',
        'github:',
        '  owner: a',
        '  repo: [b',
      ],
      ['2:12', '4:1', '11:1'],
    ],
    ['where no line is wrong alone', ['github:', '    owner: a', '  repo: b'], ['3:3']],
    ['in a flow that goes over lines, told once', ['a: {', '  b: 1,', '  c: d: e,', '}'], ['3:7']],
    ['beside a text whose lines look wrong', ['a: |', '  b: c: d', 'e: f: g'], ['3:5']],
  ])('errors of syntax %s', async (_, lines, places) => {
    const found = await mistakes(`${lines.join('\n')}\n`);
    expect(found.map((line) => line.split(': ')[0])).toEqual(places);
  });

  it('all mistakes of all sorts at once, in the order of the file', async () => {
    const source = [
      'timezone: Mars/Olympus',
      'monitors:',
      '  - name: a',
      '    url: ftp://a',
      '    interval: soon',
      '  - name: a',
      '    url: http://b',
      '    env: prod',
      '  - url: http://c',
      'service: a',
      'service: b',
      'github: &g { ref: main }',
    ].join('\n');
    const places = (await mistakes(source)).map((line) => line.split(': ')[0]);
    expect(places).toEqual(['1:11', '4:10', '5:15', '6:11', '8:10', '9:5', '11:1', '12:9']);
  });
});

describe('a hostile file', () => {
  it('with an alias bomb is refused without being expanded', async () => {
    const lines = ['a0: &a0 [x, x]'];
    for (let i = 1; i < 40; i++) lines.push(`a${i}: &a${i} [*a${i - 1}, *a${i - 1}]`);
    const found = await mistakes(lines.join('\n'));
    expect(found[0]).toContain('1:1: there is no key "a0" here; ');
    expect(found.join()).toContain('an alias (*name) is not accepted');
  });

  it('nested a hundred thousand times is a mistake, not a crash', async () => {
    const [first] = await mistakes('['.repeat(100_000));
    expect(first).toMatch(/^1:\d+: this is not YAML: /);
  });

  it('with a hundred thousand unknown keys is answered with the first two hundred', async () => {
    const source = Array.from({ length: 100_000 }, (_, i) => `k${i}: x`).join('\n');
    const found = await mistakes(source);
    expect(found).toHaveLength(200);
    expect(found.at(-1)).toContain('(more are not shown)');
  });

  it('does not pollute prototypes', async () => {
    const found = await mistakes(
      '__proto__: { polluted: yes }\nslack:\n  channels:\n    __proto__: x',
    );
    expect(found).toHaveLength(2);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(await mistakes('constructor: x\ntoString: y')).toHaveLength(2);
  });

  it('never shows a password of a URL, an escape byte or a bidi override', async () => {
    const source = 'sentry:\n  url: http://minji:hunter2@h/\n"\\e[31m\\u202Eevil": 1\n';
    const found = (await mistakes(source)).join('\n');
    expect(found).toContain('http://***@h/');
    expect(found).toContain('evil');
    expect(found).not.toMatch(/hunter2|minji|\u001b|\u202e/);
  });

  it('whatever it holds, is right or wrong but never a bug', async () => {
    const piece = fc.constantFrom(
      ...['service', 'monitors', 'github', ':', ': ', '- ', '\n', '\n  ', '\n    ', '{', '}', '['],
      ...[
        ']',
        ',',
        '"',
        "'",
        '#',
        '&a ',
        '*a',
        '!!x ',
        '|',
        '>',
        '\t',
        '---\n',
        '? ',
        '%',
        '\u0000',
      ],
      ...['5m', 'http://a', 'name: ', 'url: ', '\r\n', 'null', '~', '\ud800', '😀', '<<: '],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        const found = await mistakes(pieces.join(''));
        for (const line of found) expect(line).toMatch(/^\d+:\d+: \S/);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('a right file', () => {
  it.each([
    ['empty', ''],
    ['only comments', '# nothing\n\n# at all\n'],
    ['keys without values', 'service:\ngithub:\nmonitors: ~\nhealth: null\n'],
    ['words that YAML 1.1 takes for booleans', 'service: no\nsentry: { org: on }\n'],
    ['numbers where a text is wanted', 'service: 42\ngithub: { ref: 1.10 }\n'],
    ['JSON', '{"service":"a","health":{"retries":3,"retryDelay":"0"}}'],
    ['document marks', '---\nservice: a\n...\n'],
    ['block scalars and quotes', "service: >-\n  a\n  b\nsentry:\n  environment: 'it''s'\n"],
  ])('may hold %s', async (_, source) => {
    expect(await mistakes(source)).toEqual([]);
  });
});

it('the error carries every mistake, says that nothing was done, and exits with 2', async () => {
  const error = await parseConfig('a: 1\nb: 2', 'c.yaml').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TsopsError);
  expect(error).toMatchObject({
    kind: 'config',
    why: expect.stringContaining('Nothing was done'),
    next: ['tsops help config'],
  });
  expect(exitCodeOfKind(asTsopsError(error).kind)).toBe(2);
  expect((error as Error).message).toMatch(/^c.yaml has 2 mistakes.\nc.yaml:1:1: .*\nc.yaml:2:1: /);
});
