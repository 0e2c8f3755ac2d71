/*
 * What secrets look like, for those that nobody told us about. Each pattern matches the secret alone and
 * leaves its name or its host, which a reader needs. Repetitions are bounded where a pattern could
 * otherwise read the same text again and again.
 */

// Between a name and its value: code, headers, queries, JSON, and JSON inside a JSON text.
const assigned = String.raw`\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?`;

export const secretShapes: readonly RegExp[] = [
  // GitHub: personal, OAuth, user, server and refresh tokens; fine-grained tokens.
  /\bgh[pousr]_[A-Za-z0-9_]{16,}/g,
  /\bgithub_pat_[A-Za-z0-9_]{16,}/g,
  // AWS: access key ids, and what is assigned to the names of the other two.
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  new RegExp(
    `(?<=(?:secret_?access_?key|session_?token|security_?token)${assigned})[A-Za-z0-9/+=]{16,}`,
    'gi',
  ),
  // Slack: bot, user, app and refresh tokens; incoming webhooks and workflow triggers.
  /\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[A-Za-z0-9-]{8,}/g,
  /(?<=\bhooks\.slack(?:-gov)?\.com\/)[^\s"'<>]+/g,
  /(?<=\/services\/)T[A-Z0-9]{3,}\/B[A-Z0-9]{3,}\/[A-Za-z0-9]{8,}/g,
  // PagerDuty: 32 characters are a key only where they are called one; `Token token=…`.
  new RegExp(
    String.raw`(?<=(?:routing|integration|service)[_-]?key${assigned})[A-Za-z0-9]{32}\b`,
    'gi',
  ),
  /(?<=\btoken token=)[^\s"',]+/gi,
  // Sentry, UptimeRobot, JSON web tokens.
  /\bsntry[su]_[A-Za-z0-9+/=_-]{8,}/g,
  /\b[um]\d{4,12}-[0-9a-f]{20,40}\b/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}/g,
  // Headers. A bare `Bearer` needs a digit or length, since prose speaks of bearer authentication too.
  new RegExp(String.raw`(?<=\b(?:proxy-)?authorization${assigned})[^\s"'][^\r\n"']*`, 'gi'),
  /(?<=\b(?:set-)?cookie["']?: ?["']?)[^\s"'][^\r\n"']*/gi,
  new RegExp(
    String.raw`(?<=\b(?:x-)?(?:api[_-]?key|auth[_-]?token|access[_-]?token|client[_-]?secret|password)${assigned})[^\s"'&,;]{6,}`,
    'gi',
  ),
  /(?<=\b(?:bearer|basic)\s{1,3})(?=\S{0,99}[\d=]|\S{24})[A-Za-z0-9._~+/=-]{8,}/gi,
  // Key blocks, to their end or that of the text.
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  // URLs: user and password, signed queries.
  /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'<>]{1,500}(?=@)/gi,
  /(?<=[?&](?:[a-z_-]{0,20}token|sig|[a-z-]{0,20}signature|x-amz-credential|secret)=)[^&\s"'#<>]+/gi,
];

/** Field and header names whose whole value is a secret, whatever it looks like. */
export const secretName =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie|password|passphrase|secret|client_?secret|(?:x-)?api[_-]?key|(?:access|auth|bot|session|security|api)[_-]?token|token|(?:aws_?)?secret_?access_?key|private[_-]?key|(?:routing|integration)[_-]?key|webhook(?:_?url)?)$/i;
