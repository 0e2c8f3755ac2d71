import { credentials, lesserCredentials } from '../../credentials.ts';
import type { Ask } from '../../http/reply.ts';

/** The account and distribution that the sandbox has. */
export const ACCOUNT = '123456789012';
export const DISTRIBUTION = 'E2SANDBOX1PROD';
export const STAGING_DISTRIBUTION = 'E2SANDBOX2STAG';

export interface Refusal {
  status: number;
  code: string;
  message: string;
}

/** What AWS answers to a request without a signature or from somebody who may not do it. */
export function refusalOf(ask: Ask, action: string, resource: string): Refusal | undefined {
  const key = /Credential=([^/,\s]+)\//.exec(ask.headers.authorization ?? '')?.[1];
  if (!key)
    return {
      status: 403,
      code: 'MissingAuthenticationToken',
      message: 'Missing Authentication Token',
    };
  const reads = /:(Get|List|Describe)/.test(action);
  if (key === credentials.AWS_ACCESS_KEY_ID || (key === lesserCredentials.awsReader && reads))
    return undefined;
  if (key === lesserCredentials.awsReader) {
    const who = `arn:aws:iam::${ACCOUNT}:user/reader`;
    const message = `User: ${who} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
    return { status: 403, code: 'AccessDenied', message };
  }
  return {
    status: 403,
    code: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
  };
}
