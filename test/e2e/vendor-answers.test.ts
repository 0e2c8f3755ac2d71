import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, get, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FaultInput } from '../../src/sandbox/http/fault.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { type Ended, endToEnd, onlyDocument, writes } from '../support/e2e.ts';
import { expectQuietTerminal, onTerminal, pseudoTerminals, sitDown } from '../support/e2e-pty.ts';

const suite = endToEnd();
const pty = await pseudoTerminals();

/** A stack trace, a value that was never meant to be shown, or a byte that steers a terminal. */
const unclean =
  /^\s+at |node:internal|\.cjs:\d|\bundefined\b|\bNaN\b|\[object|[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/m;

const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** A digest gives up on its sources after seconds, which must not be shortened. */
function run(line: string, { env }: Sandbox, ...more: string[]): Promise<Ended> {
  const hurried = /^(?:rollback|invalidate)/.test(line) ? { TSOPS_E2E_HURRIED: '1' } : {};
  return suite.run([...line.split(' '), ...more], { env: { ...env, ...hurried } });
}

function expectClean({ code, stdout, stderr }: Ended, story: string): void {
  expect(stdout + stderr, story).not.toMatch(unclean);
  expect([0, 1, 3, 4, 5], `${story}: ${stderr}`).toContain(code);
}

const kinds: readonly Omit<FaultInput, 'system'>[] = [
  { kind: 'malformed-json' },
  { kind: 'html' },
  { kind: 'wrong-types' },
  { kind: 'status', status: 200, body: '[]' },
  { kind: 'status', status: 200, body: '{}' },
  { kind: 'status', status: 200, body: 'null' },
  { kind: 'status', status: 200, body: '' },
  { kind: 'status', status: 500, body: '<h1>\u001b[31mInternal\u202e Error' },
];
const named = kinds.map((fault) => ({
  name: fault.kind === 'status' ? `${fault.status} ${JSON.stringify(fault.body)}` : fault.kind,
  fault,
}));

/** The commands that ask a system, and the code of each when it answers with nonsense; null: any. */
const nonsense = {
  production: [
    ['version', 3],
    ['health', null],
    ['digest', null],
    ['rollback status 19400089600', 3],
    ['invalidate /a --confirm production --no-wait', 0],
  ],
  github: [
    // What is served is known all the same.
    ['version', 0],
    ['digest', null],
    ['rollback v1.2.2 --confirm production --no-wait', 5],
    ['rollback --confirm production --no-wait', 5],
    ['rollback status 19400089600', 3],
  ],
  aws: [
    ['invalidate --all --confirm production --no-wait', 3],
    ['invalidate status', 3],
  ],
  '*': [
    ['doctor', null],
    ['digest', null],
  ],
} as const;

describe.each(Object.keys(nonsense) as (keyof typeof nonsense)[])('where %s answers', (system) => {
  // All of them at once fail in the same few ways.
  test.each(system === '*' ? named.filter((_, index) => index % 2 === 0) : named)(
    '$name, every command ends cleanly and writes nothing there',
    async ({ fault }) => {
      const lines = nonsense[system];
      const ended = await Promise.all(
        lines.map(async ([line]) => {
          const sandbox = await suite.sandbox();
          sandbox.inject({ system, ...fault });
          const result = await run(line, sandbox);
          expectClean(result, line);
          if (system !== 'production') {
            const written = [...writes(sandbox, 'github'), ...writes(sandbox, 'aws')];
            expect(written.filter((write) => /dispatches|invalidation/.test(write))).toEqual([]);
          }
          return result.code;
        }),
      );
      const codes = lines.map(([line, code], index) => [line, code === null ? null : ended[index]]);
      expect(codes).toEqual(lines.map(([line, code]) => [line, code]));
    },
  );
});

describe('an empty list', () => {
  test.each([
    ['*/git/ref/*', '[]', 'v1.2.2 --confirm production', /v1\.2\.2/],
    ['*/tags', '[]', '--confirm production', /no .*version|propos/i],
    [
      '*/runs',
      '{"total_count":0,"workflow_runs":[]}',
      '--confirm production',
      /no .*version|propos/i,
    ],
  ])('of %s refuses what cannot be known from it', async (path, body, rest, answer) => {
    const sandbox = await suite.sandbox();
    sandbox.inject({ system: 'github', path, kind: 'status', status: 200, body });
    const ended = await run(`rollback ${rest}`, sandbox);
    expectClean(ended, path);
    expect(ended.code).toBe(5);
    expect(ended.stderr).toMatch(answer);
    expect(writes(sandbox, 'github')).toEqual([]);
  });
});

/** SGR, an OSC link, a bidi override, a line break, an 8-bit CSI, a NUL; and a word to be found again. */
const nasty =
  '\u001b[31mNASTY\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007\u202egnp\n✔ forged\u009b2J\u0000\u001b[2K';

/** As the vendor answers it, with every text that people write replaced. */
function poisoned(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => poisoned(each, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, poisoned(v, k)]));
  }
  const written =
    /^(?:display_title|name|login|message|friendlyName|comment|title|reason|description|status_description|environment|commit|buildTime|label)$/;
  if (typeof value !== 'string' || !written.test(key) || /^v\d/.test(value)) return value;
  // A title still names its version, as a commit may name anything.
  const version = /v\d+\.\d+\.\d+ to \w+/.exec(value)?.[0] ?? '';
  return `${nasty} ${version}`;
}

function answerOf(url: string): Promise<string> {
  const headers = { authorization: 'Bearer ghp_sandbox' };
  return new Promise((resolve, reject) => {
    get(url, { agent: false, headers }, async (response) => {
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += chunk;
      resolve(body);
    }).on('error', reject);
  });
}

/** Learns from a clean run what a command reads, and poisons those very answers. */
async function poison(sandbox: Sandbox, line: string): Promise<void> {
  const before = sandbox.requests().length;
  await run(line, sandbox);
  const asked = sandbox.requests().slice(before);
  const reads = new Map(
    asked
      .filter(({ method }) => method === 'GET')
      .map(({ system, path }) => [`${system} ${path.split('?')[0]}`, { system, path }]),
  );
  for (const { system, path } of reads.values()) {
    const at = sandbox.urls[system as keyof typeof sandbox.urls];
    if (!['github', 'production', 'staging'].includes(system) || at === undefined) continue;
    const text = await answerOf(`${at}${path}`);
    const fault = { system, path: path.split('?')[0], kind: 'status', status: 200 } as FaultInput;
    try {
      const body = JSON.stringify(poisoned(JSON.parse(text)));
      const headers = { 'x-cache': 'Hit \u009b31m', via: '1.1 \u009b2J (CloudFront)', age: '5' };
      sandbox.inject({ ...fault, body, ...(system === 'github' ? {} : { headers }) });
    } catch {
      // A page or a log: not what people wrote.
    }
  }
}

const shown = [
  ['version', true],
  ['digest', true],
  ['health --details', false],
  ['doctor', false],
  ['rollback v1.2.2 --dry-run', true],
  ['rollback --dry-run', true],
  ['rollback status 19400089600', true],
  ['config show', false],
] as const;

describe('text with escapes, links, bidi overrides and line breaks', () => {
  test.each(shown)('is cleaned where %s shows it in a pipe', async (line, visible) => {
    const sandbox = await suite.sandbox();
    await poison(sandbox, line);
    const ended = await run(line, sandbox);
    expectClean(ended, line);
    expect((ended.stdout + ended.stderr).includes('NASTY')).toBe(visible);
    expect(ended.stdout + ended.stderr).not.toMatch(/^✔ forged/m);
    const json = await run(line, sandbox, '--json');
    onlyDocument(json.stdout);
    expect(json.stdout).not.toMatch(steering);
  });

  test.skipIf(pty === undefined).each(shown)(
    'steers no terminal where %s shows it',
    onTerminal,
    async (line, visible) => {
      if (pty === undefined) return;
      const sandbox = await suite.sandbox();
      await poison(sandbox, line);
      const person = sitDown(pty, suite, line.split(' '), sandbox.env);
      await person.ended;
      expect(person.lines().join('\n').includes('NASTY')).toBe(visible);
      expect(person.raw()).not.toMatch(/[\u0080-\u009f\u202a-\u202e\u2066-\u2069]/);
      expectQuietTerminal(person);
    },
  );

  test('in the log of a run that failed is cleaned', async () => {
    const sandbox = await suite.sandbox({
      workflow: { outcome: 'failure', log: [nasty, '\u001b]0;owned\u0007last'] },
    });
    const ended = await run('rollback v1.2.2 --confirm production', sandbox);
    expectClean(ended, 'a failed run');
    expect(ended.code).toBe(1);
    expect(ended.stdout + ended.stderr).toContain('NASTY');
    expect(ended.stdout).toContain('NOT rolled back: serving v1.2.3, wanted v1.2.2');
  });
});

/** The sandbox's GitHub, but for a list of tags over a hundred pages. */
async function withManyTags(sandbox: Sandbox, count: number): Promise<void> {
  const sha = 'a'.repeat(40);
  const tags = Array.from({ length: count }, (_, index) => {
    const name = `v0.${Math.floor(index / 100)}.${index % 100}`;
    return { name, commit: { sha } };
  });
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const asked = /\/git\/ref\/(tags\/(.+))$/.exec(decodeURIComponent(url.pathname));
    if (asked !== null && tags.some(({ name }) => name === asked[2])) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ref: `refs/${asked[1]}`, object: { sha, type: 'commit' } }));
      return;
    }
    if (!url.pathname.endsWith('/tags')) {
      const { method, headers } = request;
      const onward = send(`${sandbox.urls.github}${request.url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onward);
      return;
    }
    const page = Number(url.searchParams.get('page') ?? 1);
    const size = Number(url.searchParams.get('per_page') ?? 30);
    url.searchParams.set('page', String(Math.ceil(count / size)));
    response.setHeader('link', `<${url}>; rel="last"`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify([...tags].reverse().slice((page - 1) * size, page * size)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  suite.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const file = join(sandbox.directory, 'tsops.config.yaml');
  const { port } = server.address() as AddressInfo;
  const config = readFileSync(file, 'utf8');
  writeFileSync(file, config.replaceAll(sandbox.urls.github, `http://127.0.0.1:${port}`));
}

test('10,000 tags and 10,000 invalidations over pages are read to their end', async () => {
  const many = 10_000;
  const sandbox = await suite.sandbox();
  await withManyTags(sandbox, many);
  const at = sandbox.world.startedAt - 86_400_000;
  for (let index = 0; index < many; index += 1) {
    const reference = `old-${index}`;
    sandbox.world.record({
      kind: 'invalidation',
      at,
      environment: 'production',
      reference,
      paths: ['/a'],
    });
  }
  const lines = [
    ['version', 'newest tag v0.99.99'],
    ['rollback v0.0.7 --dry-run --first-deploy', 'v0.0.7 never ran in production'],
    ['invalidate status', 'E2SANDBOX1PROD'],
    ['invalidate --all --dry-run', 'Invalidate everything'],
  ] as const;
  for (const [line, answer] of lines) {
    const ended = await run(line, sandbox);
    expectClean(ended, line);
    expect({ line, code: ended.code }).toEqual({ line, code: 0 });
    expect(ended.stdout).toContain(answer);
    expect(ended.stdout.length).toBeLessThan(20_000);
  }
});
