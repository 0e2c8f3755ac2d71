import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactText, redactValue } from '../../../src/domain/text/redact.ts';

const letters = (length: number) => 'aB3dE5gH7jK9mN1pQ2sT4vW6yZ8'.repeat(9).slice(0, length);
const hex = (length: number) => '0123456789abcdef'.repeat(9).slice(0, length);

// [what it is, the text, what remains]. Assembled here, so that no scanner takes this file for a leak.
const shapes: readonly (readonly [name: string, text: string, remains: string])[] = [
  ...['ghp', 'gho', 'ghs', 'ghu', 'ghr'].map(
    (kind) =>
      [`GitHub ${kind}`, `token ${kind}_${letters(36)} was`, 'token [redacted] was'] as const,
  ),
  ['GitHub fine-grained', `x github_pat_${letters(22)}_${letters(59)}`, 'x [redacted]'],
  ['AWS key id', `key AKIA${'ABCD1234'.repeat(2)}.`, 'key [redacted].'],
  ['AWS temporary key id', `ASIA${'ABCD1234'.repeat(2)}`, '[redacted]'],
  [
    'AWS secret in a profile',
    `aws_secret_access_key = ${letters(38)}/+`,
    'aws_secret_access_key = [redacted]',
  ],
  [
    'AWS secret in JSON',
    `{"SecretAccessKey":"${letters(40)}","a":1}`,
    '{"SecretAccessKey":"[redacted]","a":1}',
  ],
  [
    'AWS session in JSON inside JSON',
    `{\\"sessionToken\\": \\"${letters(60)}==\\"}`,
    '{\\"sessionToken\\": \\"[redacted]\\"}',
  ],
  ['AWS session variable', `AWS_SESSION_TOKEN=${letters(60)}==`, 'AWS_SESSION_TOKEN=[redacted]'],
  ...['xoxb', 'xoxp', 'xoxa', 'xoxr', 'xapp', 'xoxe.xoxb'].map(
    (kind) => [`Slack ${kind}`, `(${kind}-1234-${letters(24)})`, '([redacted])'] as const,
  ),
  [
    'Slack webhook',
    `POST https://hooks.slack.com/services/T0A/B0B/${letters(24)} failed`,
    'POST https://hooks.slack.com/[redacted] failed',
  ],
  [
    'Slack webhook behind a proxy',
    `http://127.0.0.1:8080/services/T0AAAA/B0BBBB/${letters(24)}`,
    'http://127.0.0.1:8080/services/[redacted]',
  ],
  ['PagerDuty key in JSON', `{"routing_key": "${hex(32)}"}`, '{"routing_key": "[redacted]"}'],
  [
    'PagerDuty key in a query',
    `integrationKey=${letters(32)}&a=b`,
    'integrationKey=[redacted]&a=b',
  ],
  ['PagerDuty API header', 'Token token=u+aBcDeFgHiJ1234', 'Token token=[redacted]'],
  ['a bearer token', `curl -H Bearer ${letters(20)}`, 'curl -H Bearer [redacted]'],
  [
    'an authorization header',
    `authorization: AWS4-HMAC-SHA256 Credential=x, Signature=${hex(64)}\nhost: a`,
    'authorization: [redacted]\nhost: a',
  ],
  ['basic credentials', 'Basic a2ltOmh1bnRlcjI=', 'Basic [redacted]'],
  ['cookies', 'Set-Cookie: session=abc; Path=/\r\nage: 1', 'Set-Cookie: [redacted]\r\nage: 1'],
  ['Sentry user token', `sntryu_${hex(64)}`, '[redacted]'],
  ['Sentry organisation token', `a sntrys_${letters(60)}=_${letters(43)} b`, 'a [redacted] b'],
  ['UptimeRobot key', `api_key=u123456-${hex(32)}`, 'api_key=[redacted]'],
  ['UptimeRobot monitor key alone', `m789012345-${hex(24)}`, '[redacted]'],
  ['a JSON web token', `eyJ${letters(20)}.eyJ${letters(40)}.${letters(43)}`, '[redacted]'],
  [
    'a private key',
    `a\n-----BEGIN OPENSSH PRIVATE KEY-----\n${letters(64)}\n-----END OPENSSH PRIVATE KEY-----\nb`,
    'a\n[redacted]\nb',
  ],
  ['half a private key', `-----BEGIN RSA PRIVATE KEY-----\\n${letters(64)}`, '[redacted]'],
  [
    'URL user and password',
    'via http://kim:p%40ss@proxy:3128/x',
    'via http://[redacted]@proxy:3128/x',
  ],
  ['a password with an at sign', 'https://kim:p@ss@host/', 'https://[redacted]@host/'],
  [
    'a token as URL user',
    `git+https://${letters(30)}@host/a.git`,
    'git+https://[redacted]@host/a.git',
  ],
  [
    'a signed query',
    `https://s3/x?a=1&X-Amz-Signature=${hex(64)}&X-Amz-Security-Token=abc&b=2`,
    'https://s3/x?a=1&X-Amz-Signature=[redacted]&X-Amz-Security-Token=[redacted]&b=2',
  ],
  ...[
    `AIza${letters(35)}`,
    `ya29.${letters(40)}`,
    `glpat-${letters(20)}`,
    `npm_${letters(36)}`,
    `sk_live_${letters(24)}`,
    `sk-proj-${letters(40)}`,
    `whsec_${letters(24)}`,
    `vercel_blob_rw_${letters(24)}`,
    `hf_${letters(34)}`,
    `SG.${letters(22)}.${letters(43)}`,
    `dop_v1_${hex(64)}`,
    `shpat_${hex(32)}`,
    `pypi-AgE${letters(40)}`,
    `sntrya_${hex(64)}`,
    `12345678:AA${letters(33)}`,
  ].map(
    (key) => [`a key of somebody else (${key.slice(0, 8)})`, `x ${key}.`, 'x [redacted].'] as const,
  ),
  [
    'a Slack webhook as PHP writes it',
    `"https:\\/\\/hooks.slack.com\\/services\\/T0A\\/B0B\\/${letters(24)}"`,
    '"https:\\/\\/hooks.slack.com\\/[redacted]"',
  ],
  [
    'a Slack webhook in a query',
    `u=https%3A%2F%2Fhooks.slack.com%2Fservices%2FT0AB%2FB0BC%2F${letters(24)}&v`,
    'u=https%3A%2F%2Fhooks.slack.com%2Fservices%2F[redacted]&v',
  ],
  [
    'a Discord webhook',
    `discord.com/api/webhooks/12345/${letters(60)}`,
    'discord.com/api/webhooks/[redacted]',
  ],
  [
    'an encrypted JSON web token',
    `a eyJ${letters(20)}..${letters(16)}.${letters(60)}.${letters(22)} b`,
    'a [redacted] b',
  ],
  ['an unsigned JSON web token', `eyJ${letters(20)}.eyJ${letters(40)}.`, '[redacted]'],
  [
    'a PGP key',
    '-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc\n-----END PGP PRIVATE KEY BLOCK-----\nb',
    '[redacted]\nb',
  ],
  ['a token variable', `export GITHUB_TOKEN=${hex(40)}`, 'export GITHUB_TOKEN=[redacted]'],
  ['a token header', 'PRIVATE-TOKEN: abcdef123', 'PRIVATE-TOKEN: [redacted]'],
  ['a password variable', "DB_PASS='hunter22'", "DB_PASS='[redacted]'"],
  [
    'a bypass header',
    'x-vercel-protection-bypass: abcdef12345678',
    'x-vercel-protection-bypass: [redacted]',
  ],
  [
    'an AWS session header',
    `X-Amz-Security-Token: ${letters(60)}`,
    'X-Amz-Security-Token: [redacted]',
  ],
  [
    'a digest',
    'Authorization: Digest username="kim", response="abc"\nb',
    'Authorization: [redacted]\nb',
  ],
  ['an encoded bearer', `authz=Bearer%20${letters(30)}&b`, 'authz=Bearer%20[redacted]&b'],
  [
    'a password for curl',
    "curl -s -u 'kim:p/w@d' https://x",
    "curl -s -u 'kim:[redacted]' https://x",
  ],
  [
    'a URL password with a slash',
    'postgres://kim:p@ss/w0rd@db.host/x',
    'postgres://[redacted]@db.host/x',
  ],
];

describe('text that nobody declared a secret', () => {
  test.each(shapes)('%s goes, and what is around it stays', (_name, text, remains) => {
    expect(redactText(text, [])).toBe(remains);
    expect(redactText(remains, [])).toBe(remains);
  });

  test.each([
    'Deploy v1.2.2 to production (run 123456789, https://github.com/talkstudio/web/actions/runs/9)',
    'commit 3f2a9c1d0b8e7f6a5d4c3b2a19080706f5e4d3c2 by kim@talkstudio.example',
    `sha256 ${hex(64)}`,
    'E1A2B3C4D5E6F7 distribution; caller reference tsops-production-3f2a9c1d0b8e7f6a',
    'bearer authentication is required; use a basic understanding',
    'https://talkstudio.example/a@2x.png?token_type=none&v=2',
    'mail kim@talkstudio.example or https://talkstudio.example/@kim',
    'the routing key is missing; PAGERDUTY_ROUTING_KEY is not set',
    'GITHUB_TOKEN: missing; PAGERDUTY_API_TOKEN: expired; token: the token may dispatch',
    'GH_TOKEN=$' + '{GITHUB_TOKEN} DB_PASS=$(pass show db) X_TOKEN=<yours here>',
    'https://host:8443/path/@scope/pkg https://host:3000/@kim/a@2x.png',
    'docker run -u 1000:1000 web; git push -u origin main; curl -u kim https://x',
    'sk-learn and task-force-0123456789-0123456789-0123456789; run npm_config_cache',
    'at 12:30:45 the pool_key: 7, dedup key tsops-alert-12345678, cursor 0:100:0',
  ])('stays as it is: %s', (text) => {
    expect(redactText(text, ['short', ''])).toBe(text);
  });

  test('that is long and hostile is searched all the same', () => {
    const hostile = ['http://'.repeat(20_000), 'eyJ'.repeat(40_000), '-----BEGIN '.repeat(9_000)];
    for (const text of hostile)
      expect(redactText(`${text} ghp_${letters(36)}`, [])).toContain('[red');
  });
});

const secret = fc
  .string({ unit: 'binary-ascii', minLength: 6, maxLength: 60 })
  .map((text) => text.trim())
  .filter((text) => text.length >= 6 && !'[redacted]'.includes(text) && !/[[\]]/.test(text));
const token = fc.stringMatching(/^[A-Za-z0-9_+/=-]{6,60}$/).filter((text) => text !== 'redacted');
const around = fc.string({ maxLength: 20 });

function everyText(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...everyText(item)]);
}

describe('a known secret', () => {
  const formsOf = (known: string) => [
    known,
    JSON.stringify(known).slice(1, -1),
    encodeURIComponent(known),
    new URLSearchParams([['', known]]).toString().slice(1),
    Buffer.from(known).toString('base64'),
    Buffer.from(known).toString('base64url'),
  ];

  test('survives nowhere in a value, however deep it is and however it is written', () => {
    const tree = (leaf: fc.Arbitrary<string>) =>
      fc.letrec((tie) => ({
        node: fc.oneof(
          { maxDepth: 3 },
          leaf,
          fc.array(tie('node'), { maxLength: 3 }),
          fc.dictionary(fc.oneof(leaf, around), tie('node'), { maxKeys: 3 }),
        ),
      })).node;
    const cases = fc.array(secret, { minLength: 1, maxLength: 4 }).chain((known) => {
      const form = fc.constantFrom(...known.flatMap(formsOf));
      const leaf = fc.tuple(around, form, around).map((parts) => parts.join(''));
      return fc.tuple(fc.constant(known), tree(leaf));
    });
    fc.assert(
      fc.property(cases, ([known, value]) => {
        const texts = everyText(redactValue(value, known).value);
        for (const form of known.flatMap(formsOf)) {
          expect(texts.filter((text) => text.includes(form))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is found in base64 of a longer text, as in basic credentials', () => {
    fc.assert(
      fc.property(token, around, around, (known, before, after) => {
        const whole = Buffer.from(`${before}${known}${after}`).toString('base64');
        const text = redactText(`value ${whole} end`, [known]);
        expect(text).toContain('[redacted]');
        const left = text.replace(/^value | end$/g, '').split('[redacted]');
        for (const part of left)
          expect(Buffer.from(part, 'base64').toString()).not.toContain(known);
      }),
    );
  });

  test('that overlaps another leaves no part of either', () => {
    expect(redactText('<abcdefghij>', ['abcdefg', 'defghij'])).toBe('<[redacted]>');
  });

  const known = `abC/dEf+${letters(4)}=m"Op&${letters(6)}`;
  const amid = Buffer.from(`${'user:'.repeat(8)}${known}:zz`).toString('base64');
  test.each([
    ['by PHP', known.replaceAll('/', '\\/')],
    ['by Go', known.replaceAll('&', '\\u0026').replaceAll('+', '\\u002b')],
    ['for URLs, twice', encodeURIComponent(encodeURIComponent(known))],
    ['for HTML', known.replaceAll('&', '&amp;').replaceAll('"', '&#34;').replaceAll('/', '&#x2F;')],
    ['over lines', `${known.slice(0, 9)}\n  ${known.slice(9)}`],
    ['over lines that are shown as one', `${known.slice(0, 9)} ${known.slice(9)}`],
    ['in base64 over lines', amid.replace(/.{76}/g, '$&\r\n')],
    ['in base64 in a URL', encodeURIComponent(amid)],
  ])('is found where it was written %s', (_how, text) => {
    const clean = redactText(`before ${text} behind`, [known]);
    expect(clean).toMatch(/^before \S*\[redacted\]\S* behind$/);
    expect(clean).not.toContain(text.slice(-24, -8));
  });

  test('that is short is two words of a sentence', () => {
    expect(redactText('we de ploy, and deploy', ['deploy'])).toBe('we de ploy, and [redacted]');
  });

  test('is counted once per place', () => {
    const value = { a: 'hunter2 hunter2', hunter2: ['x', 'hunter2'] };
    expect(redactValue(value, ['hunter2'])).toEqual({
      value: { a: '[redacted] [redacted]', '[redacted]': ['x', '[redacted]'] },
      count: 4,
    });
  });

  test('is ignored below six characters and trimmed of copied white space', () => {
    expect(redactText('the abcde of hunter2', ['abcde', ' hunter2\n'])).toBe(
      'the abcde of [redacted]',
    );
  });
});

describe('a value', () => {
  test('loses all text under a name that says it is secret', () => {
    const value = {
      headers: { Authorization: 'x', 'Set-Cookie': ['a', 'b'], accept: 'json' },
      routing_key: 'k',
      key: 'rollback-7',
      password: '',
    };
    expect(redactValue(value, [])).toEqual({
      value: {
        headers: {
          Authorization: '[redacted]',
          'Set-Cookie': ['[redacted]', '[redacted]'],
          accept: 'json',
        },
        routing_key: '[redacted]',
        key: 'rollback-7',
        password: '',
      },
      count: 4,
    });
  });

  test.each([
    'Proxy-Authorization',
    'proxyAuthorization',
    'set-cookie',
    'PASSPHRASE',
    'clientSecret',
    'client_secret',
    'X-Api-Key',
    'api_key',
    'accessToken',
    'auth-token',
    'bot_token',
    'session_token',
    'SecurityToken',
    'api-token',
    'AWS_SECRET_ACCESS_KEY',
    'secretAccessKey',
    'private-key',
    'integration_key',
    'webhook',
    'webhook_url',
  ])('under %s is a secret', (name) => {
    expect(redactValue({ [name]: 'x' }, []).value).toEqual({ [name]: '[redacted]' });
  });

  test.each(['token_type', 'keys', 'secretary', 'webhook_id', 'cookies', ''])(
    'under %j is none',
    (name) => expect(redactValue({ [name]: 'x' }, []).value).toEqual({ [name]: 'x' }),
  );

  test('that JSON cannot hold becomes text instead of an error', () => {
    const circle: Record<string, unknown> = {
      at: new Date(0),
      big: 10n,
      error: new TypeError('no'),
    };
    circle.self = { circle };
    expect(redactValue(circle, []).value).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      big: '10',
      error: 'TypeError: no',
      self: { circle: '[circular]' },
    });
    let deep: unknown = 'x';
    for (let n = 0; n < 100_000; n += 1) deep = [deep];
    expect(JSON.stringify(redactValue(deep, []).value)).toContain('[too deep]');
  });

  test('without secrets is the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        fc.pre(!/[=:@]|ey|gh|xox|u\d|m\d/i.test(JSON.stringify(everyText(value))));
        expect(redactValue(value, [])).toEqual({ value, count: 0 });
      }),
    );
  });
});

describe('a text that was cut in the middle of a secret', () => {
  const secret = letters(30);
  test.each([6, 7, 15, 29])('loses its first %i letters', (length) => {
    const cut = `answered 400: ${secret.slice(0, length)}…`;
    expect(redactText(cut, [secret])).toBe('answered 400: [redacted]…');
  });

  test.each([
    ['its beginning', `token ${secret.slice(0, 18)}`, 'token [redacted]'],
    ['its beginning amid others', `token ${secret.slice(0, 18)}<br>`, 'token [redacted]<br>'],
    ['its beginning, with dots', `token ${secret.slice(0, 7)}...`, 'token [redacted]...'],
    ['its end', `token …${secret.slice(-20)}.`, 'token …[redacted].'],
  ])('loses %s that is long enough to tell', (_name, text, remains) => {
    expect(redactText(text, [secret])).toBe(remains);
  });

  test.each([
    `token ${secret.slice(0, 17)}`,
    `token ${secret.slice(-17)}`,
    `token ${secret.slice(0, 7)}..`,
  ])('keeps what tells too little: %s', (text) => {
    expect(redactText(text, [secret])).toBe(text);
  });

  test('also where it is shorter than the secret', () => {
    expect(redactText(`${secret.slice(0, 8)}…`, [secret])).toBe('[redacted]…');
  });

  test.each([
    [`${secret.slice(0, 5)}…`, 'too few to tell'],
    [`${secret.slice(0, 9)} …`, 'a word that ends before'],
    [`${secret.slice(1, 20)}…`, 'not its beginning'],
    [`${secret.slice(0, 9)}x…`, 'another word that begins so'],
    [secret.slice(0, 9), 'not cut'],
  ])('keeps %s: %s', (text) => {
    expect(redactText(text, [secret])).toBe(text);
  });

  test.each(['ghp_', 'github_pat_', 'AKIA', 'xoxb-', 'sntrys_', 'eyJ'])(
    'loses what begins as a key of nobody: %s',
    (kind) => {
      expect(redactText(`x ${kind}${letters(4)}…`, [])).toBe('x [redacted]…');
      expect(redactText(`set ${kind}… in the shell`, [])).toBe(`set ${kind}… in the shell`);
      expect(redactText(`x ${kind}${letters(3)}…`, [])).toBe(`x ${kind}${letters(3)}…`);
    },
  );
});
