import { TsopsError } from '../contract/errors.ts';
import type { Env } from '../domain/net/env.ts';
import type { AwsSettings } from './resolve.ts';

interface Ambient {
  readonly aws: AwsSettings;
  /** `aws.region` → the variable that told it. */
  readonly origin: ReadonlyMap<string, string>;
}

/**
 * What the AWS tools' own variables say, read as the aws command line reads them. An endpoint for one
 * service alone (AWS_ENDPOINT_URL_CLOUDFRONT …) is left to the client of that service.
 * Throws a config error for an endpoint that is no URL.
 */
export function ambientAws(env: Env): Ambient {
  const alone = Object.keys(env).some((name) => name.startsWith('AWS_ENDPOINT_URL_'));
  const variables: [key: string, names: readonly string[]][] = [
    ['region', ['AWS_REGION', 'AWS_DEFAULT_REGION']],
    ['profile', ['AWS_PROFILE']],
    ['endpoint', alone ? [] : ['AWS_ENDPOINT_URL']],
  ];
  const found = variables.flatMap(([key, names]) => {
    const name = names.find((candidate) => (env[candidate] ?? '') !== '');
    return name === undefined ? [] : [{ key, name, value: env[name] ?? '' }];
  });
  for (const { key, name, value } of found) if (key === 'endpoint') checkEndpoint(name, value);
  return {
    aws: Object.fromEntries(found.map(({ key, value }) => [key, value])),
    origin: new Map(found.map(({ key, name }) => [`aws.${key}`, name])),
  };
}

function checkEndpoint(name: string, value: string): void {
  if (/^https?:\/\/[^\s@]+$/i.test(value)) return;
  throw new TsopsError({
    kind: 'config',
    message: `${name}: expected an http:// or https:// URL without user or password`,
    next: [`unset ${name}`],
  });
}
