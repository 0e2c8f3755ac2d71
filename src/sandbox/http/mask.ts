import type { IncomingHttpHeaders } from 'node:http';

const SECRET = new Set(['authorization', 'x-amz-security-token', 'cookie', 'x-api-key']);

/** `Bearer …` and `AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE` keep what is no secret. */
function mask(value: string): string {
  const scope = /^AWS4-HMAC-SHA256 Credential=[^,\s]+/.exec(value);
  if (scope) return scope[0];
  return `${/^\S+(?=\s)/.exec(value)?.[0] ?? ''} …`.trim();
}

/** Headers as they may be shown and kept: without credentials. */
export function maskHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const flat = Array.isArray(value) ? value.join(', ') : value;
    out[name] = SECRET.has(name) ? mask(flat) : flat;
  }
  return out;
}
