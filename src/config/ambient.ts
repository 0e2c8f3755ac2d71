import { TsopsError } from '../errors.ts';
import type { AwsSettings } from './resolve.ts';

interface Ambient {
  readonly aws: AwsSettings;
  readonly origin: ReadonlyMap<string, string>;
}

const variables = {
  region: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
  profile: ['AWS_PROFILE'],
  endpoint: ['AWS_ENDPOINT_URL_CLOUDFRONT', 'AWS_ENDPOINT_URL'],
} as const;

/**
 * What the AWS tools' own variables say. A value in the config file wins over them: a shell that is set
 * up for another account must not lead an on-call command there.
 * Throws a config error for an endpoint that is no URL.
 */
export function ambientAws(env: Readonly<Record<string, string | undefined>>): Ambient {
  const aws: Record<string, string> = {};
  const origin = new Map<string, string>();
  for (const [key, names] of Object.entries(variables)) {
    const name = names.find((candidate) => (env[candidate] ?? '') !== '');
    if (name === undefined) continue;
    aws[key] = env[name] ?? '';
    origin.set(`aws.${key}`, name);
  }
  if (aws.endpoint !== undefined && !/^https?:\/\/[^\s@]+$/i.test(aws.endpoint)) {
    throw new TsopsError({
      kind: 'config',
      message: `${origin.get('aws.endpoint')}: expected an http:// or https:// URL without user or password`,
      next: [`unset ${origin.get('aws.endpoint')}`],
    });
  }
  return { aws, origin };
}
