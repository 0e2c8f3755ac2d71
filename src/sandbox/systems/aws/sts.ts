import type { Ask, Reply } from '../../http/reply.ts';
import { ACCOUNT, refusalOf } from './access.ts';
import { elements } from './xml.ts';

/** STS: who the keys belong to, which is the first thing that one asks when access fails. */
export function sts(ask: Ask): Reply | undefined {
  if (new URLSearchParams(ask.body).get('Action') !== 'GetCallerIdentity') return undefined;
  const refusal = refusalOf(ask, 'sts:GetCallerIdentity', '*');
  const name = 'GetCallerIdentity';
  const headers = { 'content-type': 'text/xml' };
  if (refusal) {
    const { status, code, message } = refusal;
    const inner = elements({ Error: { Type: 'Sender', Code: code, Message: message } });
    return { status, headers, body: `<ErrorResponse>${inner}</ErrorResponse>` };
  }
  const result = {
    Arn: `arn:aws:iam::${ACCOUNT}:user/on-call`,
    UserId: 'AIDASANDBOX',
    Account: ACCOUNT,
  };
  const inner = elements({ [`${name}Result`]: result, ResponseMetadata: { RequestId: 'sandbox' } });
  const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
  return {
    status: 200,
    headers,
    body: `<${name}Response xmlns="${namespace}">${inner}</${name}Response>`,
  };
}
