import type { ServerResponse } from 'node:http';
import type { SandboxFault } from './fault.ts';
import type { Reply } from './reply.ts';

function statusReply(fault: SandboxFault): Reply {
  return {
    status: fault.status,
    headers: {
      'content-type': 'application/json',
      ...(fault.retryAfter ? { 'retry-after': fault.retryAfter } : {}),
      ...fault.headers,
    },
    body: fault.body ?? JSON.stringify({ message: `HTTP ${fault.status} on demand` }),
  };
}

/** Every number becomes a text, every text a number, every list an object: valid JSON of wrong types. */
function wrongTypes(value: unknown): unknown {
  if (typeof value === 'number') return `${value}`;
  if (typeof value === 'string') return value.length;
  if (typeof value === 'boolean') return null;
  if (Array.isArray(value)) return { items: value.length };
  if (value === null) return [];
  return Object.fromEntries(Object.entries(value as object).map(([k, v]) => [k, wrongTypes(v)]));
}

function spoiled(fault: SandboxFault, reply: Reply): Reply {
  const body = String(reply.body ?? '');
  if (fault.kind === 'html') {
    const html = '<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>';
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: html };
  }
  if (fault.kind === 'malformed-json') {
    return { ...reply, body: body.slice(0, Math.max(1, Math.floor(body.length * 0.6))) || '{' };
  }
  try {
    return { ...reply, body: JSON.stringify(wrongTypes(JSON.parse(body))) };
  } catch {
    return { ...reply, body: '[]' };
  }
}

/** One byte of the answer a second. */
function drip(response: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body ?? ' ');
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) });
  response.flushHeaders();
  let at = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + 1));
    at += 1;
    if (at < body.length) return;
    clearInterval(timer);
    response.end();
  }, 1_000).unref();
  response.on('close', () => clearInterval(timer));
}

/** `bytes` of blanks before a bracket, at the reader's own pace. */
function flood(response: ServerResponse, bytes: number): void {
  const chunk = Buffer.alloc(65_536, ' ');
  let left = bytes;
  const pump = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) return void response.once('drain', pump);
    }
    if (!response.destroyed) response.end('{}');
  };
  response.writeHead(200, { 'content-type': 'application/json' });
  pump();
}

interface Exchange {
  readonly fault: SandboxFault;
  readonly response: ServerResponse;
  /** Lets the request take effect. */
  answer(): Reply;
  finish(reply: Reply): void;
}

function drop({ answer, response }: Exchange): void {
  answer();
  response.socket?.destroy();
}

function spoil({ fault, answer, finish }: Exchange): void {
  finish(spoiled(fault, answer()));
}

const MISBEHAVIOURS: Record<SandboxFault['kind'], (exchange: Exchange) => void> = {
  status: ({ fault, answer, finish }) => {
    if (fault.effect) answer();
    finish(statusReply(fault));
  },
  'drop-before': drop,
  'drop-after': drop,
  hang: () => {},
  slow: ({ fault, answer, finish }) => {
    setTimeout(() => finish(answer()), fault.delay).unref();
  },
  drip: ({ response, answer }) => drip(response, answer()),
  huge: ({ fault, response }) => flood(response, fault.bytes),
  html: spoil,
  'malformed-json': spoil,
  'wrong-types': spoil,
};

/** Answers as the fault says. A connection that drops before is cut before it comes to this. */
export function applyFault(exchange: Exchange): void {
  MISBEHAVIOURS[exchange.fault.kind](exchange);
}
