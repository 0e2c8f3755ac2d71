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

// As it stands in a URL, in the JSON of some servers, and encoded.
const slash = String.raw`(?:\\{0,3}\/|%(?:25)?2f|%(?:25)?2F)`;

/** Keys of others by their beginning, which is theirs alone. */
const prefixed = [
  String.raw`AIza[\w-]{35}`,
  String.raw`ya29\.[\w-]{20,}`,
  String.raw`GOCSPX-[\w-]{20,}`,
  String.raw`gl(?:pat|ptt|dt|rt|ft|soat)-[\w-]{20,}`,
  'npm_[A-Za-z0-9]{36}',
  'pypi-AgE[A-Za-z0-9_-]{16,}',
  '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}',
  'whsec_[A-Za-z0-9+/=]{16,}',
  String.raw`sk-(?=[\w-]{0,60}\d)[\w-]{32,}`,
  'vercel_[a-z_]{0,12}[A-Za-z0-9]{16,}',
  'hf_[A-Za-z0-9]{30,}',
  String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
  'do[opr]_v1_[a-f0-9]{32,}',
  'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}',
  String.raw`dckr_pat_[\w-]{20,}`,
  'gl(?:sa|c)_[A-Za-z0-9+/=_]{32,}',
  'NR(?:AK|II)-[A-Za-z0-9_-]{20,}',
  'lin_api_[A-Za-z0-9]{20,}',
  String.raw`ATATT3[\w=-]{20,}`,
  'AGE-SECRET-KEY-1[A-Z0-9]{20,}',
];
/** The letters of each that no other text is likely to have. */
const prefixHints = [
  ...['aiza', 'ya29.', 'gocspx-', 'glpat-', 'glptt-', 'gldt-', 'glrt-', 'glft-', 'glsoat-', 'npm_'],
  ...['pypi-', '_live_', '_test_', 'whsec_', 'sk-', 'vercel_', 'hf_', 'sg.', 'doo_v1', 'dop_v1'],
  ...['dor_v1', 'shpat_', 'shpca_', 'shppa_', 'shpss_', 'dckr_', 'glsa_', 'glc_', 'nrak-', 'nrii-'],
  ...['lin_api_', 'atatt3', 'age-secret'],
];

/** `GITHUB_TOKEN`, `PRIVATE-TOKEN`, `DB_PASS`, `SECRET_KEY`: a word before tells a name from prose. */
const named = String.raw`\b[a-z][a-z0-9]{0,30}(?:[_-][a-z0-9]{1,30}){0,5}[_-](?:token|secret|pass|passwd|passphrase|pwd)|\bpasswd|\bmysql_pwd|(?:secret|private|signing|encryption)[_-]key|protection-bypass`;

export const secretShapes: readonly SecretShape[] = [
  // GitHub: personal, OAuth, user, server and refresh tokens; fine-grained tokens.
  {
    hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    pattern: () => /\bgh[pousr]_[A-Za-z0-9_]{16,}/g,
  },
  // Any of these that was cut short.
  {
    hints: ['…', '...'],
    pattern: () =>
      /\b(?:gh[pousr]_|github_pat_|AKIA|ASIA|xox[a-z]-|xapp-|sntry[a-z]_|eyJ)[\w-]{4,500}(?:\.[\w-]{1,500}){0,4}(?=…|\.{3})/g,
  },
  { hints: ['github_pat_'], pattern: () => /\bgithub_pat_[A-Za-z0-9_]{16,}/g },
  // AWS: access key ids, and what is assigned to the names of the other two.
  { hints: ['akia', 'asia'], pattern: () => /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  {
    hints: ['access', 'token'],
    also: assignment,
    pattern: () =>
      new RegExp(
        `${names('secret_?access_?key|session_?token|security[_-]?token')}[A-Za-z0-9/+=]{16,}`,
        'gi',
      ),
  },
  // Slack: bot, user, app and refresh tokens; incoming webhooks and workflow triggers.
  {
    hints: ['xox', 'xapp-'],
    pattern: () => /\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[A-Za-z0-9-]{8,}/g,
  },
  {
    hints: ['hooks.slack'],
    pattern: () =>
      new RegExp(String.raw`(?<=\bhooks\.slack(?:-gov)?\.com${slash})[^\s"'<>]+`, 'gi'),
  },
  {
    hints: ['services'],
    pattern: () =>
      new RegExp(
        `(?<=${slash}services${slash})T[A-Z0-9]{3,}${slash}B[A-Z0-9]{3,}${slash}[A-Za-z0-9]{8,}`,
        'g',
      ),
  },
  // Webhooks of Discord, of Teams, and bots of Telegram.
  {
    hints: ['discord'],
    pattern: () => /(?<=\bdiscord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/)\d+\/[\w-]{8,}/gi,
  },
  { hints: ['webhook.office'], pattern: () => /(?<=\bwebhook\.office\.com\/)[^\s"'<>]+/gi },
  {
    hints: [':a'],
    pattern: () => /(?<!\d)\d{8,11}:AA[\w-]{30,}/g,
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
  { hints: ['sntry'], pattern: () => /\bsntry[a-z]_[A-Za-z0-9+/=_-]{8,}/g },
  {
    // Signed, without a signature, or encrypted (five parts, of which the key may be empty).
    hints: ['eyj'],
    pattern: () => /\beyJ[\w-]{8,}\.(?:[\w-]{8,}\.(?:[\w-]{4,})?|[\w-]*(?:\.[\w-]{8,}){3})/g,
  },
  {
    hints: Array.from('0123456789', (digit) => `${digit}-`),
    pattern: () => /\b[um]\d{4,12}-[0-9a-f]{20,40}\b/g,
  },
  // What others give, told by how it begins: Google, GitLab, npm, Stripe, Vercel …
  { hints: prefixHints, pattern: () => new RegExp(`\\b(?:${prefixed.join('|')})`, 'g') },
  // Headers. A bare `Bearer` needs a digit or length, since prose speaks of bearer authentication too.
  {
    hints: ['authorization'],
    also: assignment,
    // The values of a digest stand in quotes.
    pattern: () =>
      new RegExp(
        String.raw`${names('authorization')}(?:(?:digest|oauth)\s[^\r\n]*|[^\s"'][^\r\n"']*)`,
        'gi',
      ),
  },
  {
    hints: ['cookie'],
    also: [':'],
    pattern: () => /(?<=\b(?:set-)?cookie["']?: ?["']?)[^\s"'][^\r\n"']*/gi,
  },
  {
    hints: ['bearer', 'basic'],
    pattern: () =>
      /(?<=\b(?:bearer|basic)(?:\s{1,3}|%20|\+))(?=\S{0,99}[\d=]|\S{24})[A-Za-z0-9._~+/=-]{8,}/gi,
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
  // Variables and headers that say what they hold; not those that name another variable, and no prose behind a colon.
  {
    hints: ['token', 'secret', 'pass', 'pwd', 'key', 'bypass'],
    also: assignment,
    pattern: () =>
      new RegExp(
        String.raw`${names(named)}(?!\$[\w{(]|\[redacted|<)(?:(?<==\s?\\?["']?)|(?=\S{0,99}\d|\S{20}))[^\s"'&,;)]{6,}`,
        'gi',
      ),
  },
  // Key blocks, to their end or that of the text.
  {
    hints: ['private key'],
    pattern: () =>
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  // What curl is given as user and password: the user stays.
  {
    hints: ['curl'],
    pattern: () =>
      /(?<=\bcurl\b[^\n|;]{0,200}\s(?:-u|--user|--proxy-user)[ =]?["']?[^\s:"']{1,64}:)[^\s"']+/g,
  },
  // URLs: user and password (which may hold a slash), signed queries.
  {
    hints: ['@'],
    also: ['://'],
    pattern: () =>
      /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#:@[\]"'<>]{0,100}:(?!\d{1,5}[/?#])[^\s"'<>]{1,200}(?=@[\w.-]+(?:[:/?#\s]|$))/gi,
  },
  {
    hints: ['@'],
    also: ['://'],
    pattern: () => /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'<>]{1,500}(?=@)/gi,
  },
  {
    hints: ['token=', 'sig=', 'signature=', 'credential=', 'secret=', 'password='],
    pattern: () =>
      /(?<=[?&](?:[a-z_-]{0,20}token|sig|[a-z-]{0,20}signature|x-amz-credential|secret|password)=)[^&\s"'#<>]+/gi,
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
