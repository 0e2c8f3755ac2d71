/* Slack's No: nothing was posted, and the same message would be refused again. */
import { cleanText } from '../domain/clean-text.ts';
import { TsopsError } from '../errors.ts';

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
