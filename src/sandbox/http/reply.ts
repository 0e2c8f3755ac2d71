import type { IncomingHttpHeaders } from 'node:http';

/** One request as a simulated system sees it. */
export interface Ask {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  params: Record<string, string>;
  /** Where this system is reached by the asker, without a slash at the end. */
  origin: string;
}

/** The body as a JSON object or list; undefined where it is none. What it holds is for the caller to check. */
export function jsonBody<T>({ body }: Ask): Partial<T> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Partial<T>) : undefined;
  } catch {
    return undefined;
  }
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

export function text(body: string, status = 200, type = 'text/plain; charset=utf-8'): Reply {
  return { status, headers: { 'content-type': type }, body };
}

export type Handler = (ask: Ask) => Reply;
export interface Route {
  method: string;
  pattern: RegExp;
  names: string[];
  handler: Handler;
}

/** `:name` takes one path segment, `*name` the rest of the path. */
export function route(method: string, path: string, handler: Handler): Route {
  const names: string[] = [];
  const source = path.replace(/[:*][a-z]+/gi, (found) => {
    names.push(found.slice(1));
    return found.startsWith('*') ? '(.+)' : '([^/]+)';
  });
  return { method, pattern: new RegExp(`^${source}$`), names, handler };
}

/** The answer of the first route that fits, or undefined. */
export function dispatch(routes: readonly Route[], ask: Ask): Reply | undefined {
  for (const { method, pattern, names, handler } of routes) {
    const match = method === ask.method ? pattern.exec(ask.path) : null;
    if (!match) continue;
    const entries = names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')] as const);
    return handler({ ...ask, params: Object.fromEntries(entries) });
  }
  return undefined;
}
