import type { VendorReply } from '../vendor-server.ts';

type Refusal = readonly [what: string, reply: VendorReply, kind: string, message: RegExp];

/** How Google's APIs say no, and what else may come back; the kind of the error and its words. */
export function refusals(variable: string): readonly Refusal[] {
  const error = (code: number, status: string, more: object = {}) => ({
    status: code,
    body: { error: { code, status, message: 'no', ...more } },
  });
  const badKey = { details: [{ reason: 'API_KEY_INVALID', domain: 'googleapis.com' }] };
  return [
    ['401', error(401, 'UNAUTHENTICATED'), 'credentials', new RegExp(variable)],
    ['403', error(403, 'PERMISSION_DENIED'), 'credentials', new RegExp(`${variable} \\(403\\)`)],
    [
      'a key that is none',
      error(400, 'INVALID_ARGUMENT', badKey),
      'credentials',
      new RegExp(variable),
    ],
    ['400', error(400, 'INVALID_ARGUMENT'), 'unreachable', /answered 400/],
    ['429', error(429, 'RESOURCE_EXHAUSTED'), 'unreachable', /limits our requests/],
    ['500', error(500, 'INTERNAL'), 'unreachable', /in trouble: it answered 500/],
    ['HTML', { body: '<!doctype html>' }, 'unreachable', /not JSON/],
    ['cut JSON', { body: '{"rows": [' }, 'unreachable', /not JSON/],
    ['JSON null', { body: 'null' }, 'unreachable', /without what was asked for/],
    ['a dropped connection', { drop: true }, 'unreachable', /\S/],
    ['no answer in time', { hang: true }, 'unreachable', /did not answer/],
  ];
}
