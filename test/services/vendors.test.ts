/* What every vendor's client must do alike, whoever makes its requests. */
import { describe, expect, it } from 'vitest';
import type { TsopsError } from '../../src/contract/errors.ts';
import { createHttp } from '../../src/services/http/client.ts';
import { fakeClock } from '../support/clock.ts';
import { type ScriptedReply, type ScriptedRequest, scriptedVendor } from './scripted-vendor.ts';
import { isCleanLine } from './vendor-server.ts';
import { secret, type VendorCase, vendorCases } from './vendor-table.ts';

const start = Date.parse('2026-11-23T03:00:00Z');

async function reading(
  vendor: VendorCase,
  reply: (request: ScriptedRequest, index: number) => ScriptedReply,
  read = vendor.read,
  times = 1,
) {
  const server = await scriptedVendor(reply);
  const clock = fakeClock(start);
  const http = createHttp({ env: {}, loopbackOnly: true });
  let found: unknown;
  for (let time = 0; time < times; time += 1) {
    found = await read({ url: server.url, http, clock }).catch((thrown: unknown) => thrown);
  }
  return { found, asked: server.seen.length, seen: server.seen, slept: clock.slept() };
}

const then =
  (...replies: readonly ScriptedReply[]) =>
  (_request: ScriptedRequest, index: number): ScriptedReply =>
    replies[Math.min(index, replies.length - 1)] ?? {};

const limited = (after: string): ScriptedReply => ({
  status: 429,
  headers: { 'retry-after': after },
  body: {},
});

/** Everything that an error or a value says, in one text. */
function saidBy(found: unknown): string {
  if (!(found instanceof Error)) return JSON.stringify(found) ?? '';
  const { message, why = '', next } = found as TsopsError;
  return [message, why, ...next].join(' ');
}

describe.each(vendorCases)('$name', (vendor) => {
  const answered = async () => (await reading(vendor, then(vendor.good))).found;

  it('waits as many seconds as a limit asks, and puts the question again', async () => {
    const { found, asked, slept } = await reading(vendor, then(limited('2'), vendor.good));
    expect([asked, slept]).toEqual([2, 2000]);
    expect(found).toEqual(await answered());
    expect(found).not.toBeInstanceOf(Error);
  });

  it('waits until the date that a limit asks for', async () => {
    const at = new Date(start + 3000).toUTCString();
    const { found, asked, slept } = await reading(vendor, then(limited(at), vendor.good));
    expect([asked, slept]).toEqual([2, 3000]);
    expect(found).toEqual(await answered());
  });

  it('is not waited for beyond the budget, neither at once nor bit by bit', async () => {
    const at = new Date(start + 3_600_000).toUTCString();
    for (const after of ['3600', at]) {
      const { found, asked, slept } = await reading(vendor, then(limited(after)));
      expect(found).toMatchObject({ kind: 'unreachable' });
      expect([asked, slept]).toEqual([1, 0]);
    }
    const { found, slept } = await reading(vendor, then(limited('9')));
    expect(found).toMatchObject({ kind: 'unreachable' });
    expect(slept).toBeGreaterThan(0);
    expect(slept).toBeLessThanOrEqual(30_000);
  });

  it('is asked again after a 5xx, and after a dropped connection', async () => {
    for (const trouble of [{ status: 503, body: 'busy' }, { drop: true }]) {
      const { found, asked } = await reading(vendor, then(trouble, vendor.good));
      expect(asked).toBe(vendor.askedOnce ? 1 : 2);
      if (vendor.askedOnce) expect(found).toMatchObject({ kind: 'unreachable' });
      else expect(found).toEqual(await answered());
    }
  });

  it('is unreachable where the 5xx goes on', async () => {
    const { found, asked } = await reading(vendor, then({ status: 503, body: 'busy' }));
    expect(found).toMatchObject({ kind: 'unreachable' });
    expect(asked).toBeLessThanOrEqual(4);
  });

  it.runIf(vendor.shared)('asks again at once where a reused connection was dropped', async () => {
    const replies = then(vendor.good, { drop: true }, vendor.good);
    const { found, seen, slept } = await reading(vendor, replies, vendor.read, 2);
    expect(seen.map(({ reused }) => reused).slice(0, 2)).toEqual([false, true]);
    expect([seen.length, slept]).toEqual([3, 0]);
    expect(found).toEqual(await answered());
  });

  it('can do without any field that is not needed', async () => {
    const { found } = await reading(vendor, then(vendor.lean));
    expect(found).not.toBeInstanceOf(Error);
  });

  it('is unreachable, in words, where HTML or half an answer comes', async () => {
    const half = String(
      typeof vendor.good.body === 'string' ? vendor.good.body : JSON.stringify(vendor.good.body),
    ).slice(0, -8);
    for (const body of ['<!doctype html><title>Sign in</title>', half]) {
      const { found } = await reading(vendor, then({ body }));
      expect(found).toMatchObject({ kind: 'unreachable' });
      expect(isCleanLine((found as Error).message)).toBe(true);
    }
  });

  it('never shows its secret, whole or cut, where an answer repeats our request', async () => {
    for (const length of [0, 100, 140, 180, 290]) {
      const echo = (request: ScriptedRequest): ScriptedReply => {
        const said = `${'x'.repeat(length)} ${JSON.stringify(request.headers)} ${secret}`;
        const error = { message: said, errors: [said] };
        const body = { message: said, detail: said, error: length > 0 ? said : error };
        return { status: 400, headers: { 'x-echo': secret }, body };
      };
      const { found, seen } = await reading(vendor, echo);
      expect(JSON.stringify(seen[0]?.headers)).toMatch(/sekrit|AWS4|Basic [A-Za-z0-9+/=]{20}/);
      expect(found).toBeInstanceOf(Error);
      expect(saidBy(found)).not.toContain(secret.slice(0, 4));
    }
  });

  it('lets no text through that could steer a terminal, in any field', async () => {
    for (const body of hostileBodies(vendor.good.body)) {
      const { found } = await reading(vendor, then({ ...vendor.good, body }));
      expect(saidBy(found)).not.toMatch(
        /\\u00(?:0[0-8bcef]|1|7f|[89])|[\u007f-\u009f\u200b\u202a-\u202e]/,
      );
    }
  });

  const { list } = vendor;
  it.runIf(list)('gives up a list without an end, and one that goes in a circle', async () => {
    if (list === undefined) throw new Error('no list');
    let last = 0;
    const endless = (request: ScriptedRequest) => {
      last += 1;
      return list.page(String(last), request);
    };
    const circle = (request: ScriptedRequest) => {
      const at = list.cursorIn(request);
      return list.page(String(at === undefined ? 1 : (Number(at) % 3) + 1), request);
    };
    for (const [pages, most] of [
      [endless, list.most],
      [circle, Math.min(list.most, list.refuses ? 20 : 10)],
    ] as const) {
      const { found, asked } = await reading(vendor, pages, list.read);
      expect(asked).toBeLessThanOrEqual(most);
      expect(asked).toBeGreaterThan(2);
      if (list.refuses) expect(found).toMatchObject({ kind: 'unreachable' });
      else expect(found).not.toBeInstanceOf(Error);
    }
  });
});

/** The body with an escape sequence, a bell and a bidi override before each of its texts in turn. */
function* hostileBodies(body: unknown): Generator<unknown> {
  const bad = '\u001b]8;;http://evil.example\u0007\u001b[31m\u202e\u009b2J';
  if (typeof body === 'string') {
    const inXml = bad.replace(/[\u0000-\u001f]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    const texts = [...body.matchAll(/>([^<>]+)</g)];
    for (const { index } of texts)
      yield `${body.slice(0, index + 1)}${inXml}${body.slice(index + 1)}`;
    return;
  }
  const paths: (readonly string[])[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') paths.push(path);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
  };
  visit(body, []);
  for (const path of paths) {
    const copy = structuredClone(body) as Record<string, unknown>;
    let at = copy;
    for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
    const name = path.at(-1) ?? '';
    at[name] = `${bad}${at[name]}`;
    yield copy;
  }
}
