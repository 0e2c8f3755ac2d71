/* Slack's No: nothing was posted, and the same message would be refused again. */

import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';

/** Slack says of these itself that a part of it may have been done all the same. */
const unclear = new Set([
  'fatal_error',
  'internal_error',
  'service_unavailable',
  'request_timeout',
]);
/** Nothing was done; later the same would be. */
const limited = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

/** What an error of the Web API tells: a No for good, one for now, or nothing. */
export function meaningOfError(error: string): 'no' | 'not now' | 'unclear' {
  if (limited.has(error)) return 'not now';
  return unclear.has(error) ? 'unclear' : 'no';
}

const rejectedToken = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'not_allowed_token_type',
]);

/** What the Web API calls an error, or an HTTP status. */
export function refusedByApi(error: string, needed: unknown): TsopsError {
  const scope = typeof needed === 'string' ? ` (needs ${cleanText(needed, 60)})` : '';
  const credentials = rejectedToken.has(error) || error === 'HTTP 401' || error === 'HTTP 403';
  return new TsopsError({
    kind: credentials ? 'credentials' : 'refused',
    message: `Slack refused the message, and nothing was posted: ${error}${scope}`,
    next: credentials
      ? ['set SLACK_BOT_TOKEN to the token of an app with the scope chat:write', 'tsops doctor']
      : ['check slack.channels in the config, and invite the app to the channel'],
  });
}

/** `no_service`, `channel_is_archived`, …: plain text. */
export function refusedByWebhook(said: string, status: number): TsopsError {
  const gone = status === 401 || status === 403 || status === 404 || status === 410;
  return new TsopsError({
    kind: gone ? 'credentials' : 'refused',
    message: `Slack's webhook refused the message, and nothing was posted: ${said || 'no reason'} (HTTP ${status})`,
    next: [
      gone ? 'set SLACK_WEBHOOK_URL to a webhook that is still active' : 'report this with --debug',
    ],
  });
}
