import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ProbeReason, reasons } from '../../../src/domain/health/probe-reason.ts';

const promised = [
  'http_5xx http_4xx unexpected_status keyword_missing connection_refused connection_reset',
  'timeout_dns timeout_connect timeout_tls timeout_response timeout_body',
  'tls_expired tls_untrusted tls_hostname dns_not_found dns_failure network_unreachable',
  'too_many_redirects body_too_large slow certificate_expiring redirected_host',
].flatMap((line) => line.split(' '));

test('no reason code that scripts rely on is missing', () => {
  expect(Object.keys(reasons)).toEqual(expect.arrayContaining(promised));
});

test('docs/health.md lists every reason code with its verdict and meaning', () => {
  const page = readFileSync(new URL('../../../docs/health.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('## Reason codes');
  const rows = table.matchAll(/^\| `(\w+)` \| (\w+)\*? \| (.+) \|$/gm);
  const listed = [...rows].map(([, reason, verdict, meaning]) => [reason, verdict, meaning]);
  const expected = (Object.keys(reasons) as ProbeReason[]).map((reason) => {
    const { leadsTo, meaning } = reasons[reason];
    return [reason, leadsTo === 'control' ? 'bad' : leadsTo, meaning];
  });
  expect(listed).toEqual(expected);
});
