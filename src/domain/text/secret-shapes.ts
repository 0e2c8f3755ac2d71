/*
 * What secrets look like, for those that nobody told us about. Each pattern matches the secret alone and
 * leaves its name or its host, which a reader needs. Repetitions are bounded where a pattern could
 * otherwise read the same text again and again.
 */

export interface SecretShape {
  /** Without one of these in the lower-cased text the pattern cannot match, and is not even compiled. */
  readonly hints: readonly string[];
  /** Nor without one of these, where there are any. */
  readonly also?: readonly string[];
  /** A fresh global pattern. */
  pattern(): RegExp;
}

// Between a name and its value: code, headers, queries, JSON, and JSON inside a JSON text.
const assigned = String.raw`\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?`;
const assignment = [':', '='];
const names = (alternatives: string) => `(?<=(?:${alternatives})${assigned})`;

export const secretShapes: readonly SecretShape[] = [
  // GitHub: personal, OAuth, user, server and refresh tokens; fine-grained tokens.
  {
    hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    pattern: () => /\bgh[pousr]_[A-Za-z0-9_]{16,}/g,
  },
  // Any of these that was cut short.
  {
    hints: ['…'],
    pattern: () =>
      /\b(?:gh[pousr]_|github_pat_|AKIA|ASIA|xox[a-z]-|xapp-|sntry[su]_|eyJ)[\w.-]{4,500}(?=…)/g,
  },
  { hints: ['github_pat_'], pattern: () => /\bgithub_pat_[A-Za-z0-9_]{16,}/g },
  // AWS: access key ids, and what is assigned to the names of the other two.
  { hints: ['akia', 'asia'], pattern: () => /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  {
    hints: ['access', 'token'],
    also: assignment,
    pattern: () =>
      new RegExp(
        `${names('secret_?access_?key|session_?token|security_?token')}[A-Za-z0-9/+=]{16,}`,
        'gi',
      ),
  },
  // Slack: bot, user, app and refresh tokens; incoming webhooks and workflow triggers.
  {
    hints: ['xox', 'xapp-'],
    pattern: () => /\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[A-Za-z0-9-]{8,}/g,
  },
  { hints: ['hooks.slack'], pattern: () => /(?<=\bhooks\.slack(?:-gov)?\.com\/)[^\s"'<>]+/gi },
  {
    hints: ['/services/'],
    pattern: () => /(?<=\/services\/)T[A-Z0-9]{3,}\/B[A-Z0-9]{3,}\/[A-Za-z0-9]{8,}/g,
  },
  // PagerDuty: 32 characters are a key only where they are called one; `Token token=…`.
  {
    hints: ['key'],
    also: assignment,
    pattern: () =>
      new RegExp(`${names('(?:routing|integration|service)[_-]?key')}[A-Za-z0-9]{32}\\b`, 'gi'),
  },
  { hints: ['token token='], pattern: () => /(?<=\btoken token=)[^\s"',]+/gi },
  // Sentry, JSON web tokens, UptimeRobot (`u123456-…`).
  { hints: ['sntrys_', 'sntryu_'], pattern: () => /\bsntry[su]_[A-Za-z0-9+/=_-]{8,}/g },
  {
    hints: ['eyj'],
    pattern: () => /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}/g,
  },
  {
    hints: Array.from('0123456789', (digit) => `${digit}-`),
    pattern: () => /\b[um]\d{4,12}-[0-9a-f]{20,40}\b/g,
  },
  // Headers. A bare `Bearer` needs a digit or length, since prose speaks of bearer authentication too.
  {
    hints: ['authorization'],
    also: assignment,
    pattern: () => new RegExp(String.raw`${names('authorization')}[^\s"'][^\r\n"']*`, 'gi'),
  },
  {
    hints: ['cookie'],
    also: [':'],
    pattern: () => /(?<=\b(?:set-)?cookie["']?: ?["']?)[^\s"'][^\r\n"']*/gi,
  },
  {
    hints: ['bearer', 'basic'],
    pattern: () => /(?<=\b(?:bearer|basic)\s{1,3})(?=\S{0,99}[\d=]|\S{24})[A-Za-z0-9._~+/=-]{8,}/gi,
  },
  {
    hints: ['key', 'token', 'secret', 'password'],
    also: assignment,
    pattern: () =>
      new RegExp(
        String.raw`${names('api[_-]?key|auth[_-]?token|access[_-]?token|client[_-]?secret|password')}[^\s"'&,;]{6,}`,
        'gi',
      ),
  },
  // Key blocks, to their end or that of the text.
  {
    hints: ['private key-----'],
    pattern: () =>
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  },
  // URLs: user and password, signed queries.
  {
    hints: ['@'],
    also: ['://'],
    pattern: () => /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'<>]{1,500}(?=@)/gi,
  },
  {
    hints: ['token=', 'sig=', 'signature=', 'credential=', 'secret='],
    pattern: () =>
      /(?<=[?&](?:[a-z_-]{0,20}token|sig|[a-z-]{0,20}signature|x-amz-credential|secret)=)[^&\s"'#<>]+/gi,
  },
];

/** Field and header names whose whole value is a secret, in lower case without `-` and `_`. */
const secretNames = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'password',
  'passphrase',
  'secret',
  'clientsecret',
  'apikey',
  'xapikey',
  'token',
  'accesstoken',
  'authtoken',
  'bottoken',
  'sessiontoken',
  'securitytoken',
  'apitoken',
  'secretaccesskey',
  'awssecretaccesskey',
  'privatekey',
  'routingkey',
  'integrationkey',
  'webhook',
  'webhookurl',
]);

/** Whether the whole value under this name is a secret, whatever it looks like. */
export function namesSecret(name: string): boolean {
  return secretNames.has(name.toLowerCase().replaceAll('-', '').replaceAll('_', ''));
}
