import type { Reply } from '../../http/reply.ts';
import { hash32 } from '../../noise.ts';
import type { Refusal } from './access.ts';
import { elements } from './xml.ts';

const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';

export function xml(
  name: string,
  inner: string,
  status = 200,
  headers: Record<string, string> = {},
): Reply {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId(inner), ...headers },
    body: `<?xml version="1.0"?>\n<${name} xmlns="${NAMESPACE}">${inner}</${name}>`,
  };
}

function requestId(of: string): string {
  const hex = hash32(of).toString(16).padStart(8, '0');
  return `${hex}-1c2d-4e5f-8a9b-${hex}0042`;
}

export function refused({ status, code, message }: Refusal): Reply {
  const inner = elements({
    Error: { Type: 'Sender', Code: code, Message: message },
    RequestId: requestId(code),
  });
  return xml('ErrorResponse', inner, status);
}

export function time(at: number): string {
  return new Date(at).toISOString();
}
