import { type AccessReport, access } from '../../domain/doctor/access.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { field } from '../http/json.ts';
import { secretOf } from '../http/secret.ts';
import type { VendorParts } from '../http/vendor-client.ts';
import { openSlack, type SlackParts, slack, slackWebhook } from './client.ts';

const rejections = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'access_denied',
]);

/** `auth.test`, which posts nothing; the scopes come in the header `x-oauth-scopes`. */
export async function checkSlackBot(parts: SlackParts, reach: AccessBudget): Promise<AccessReport> {
  const client = openSlack(parts);
  if (client.secret.problem) return client.secret.problem;
  const request = {
    method: 'POST',
    path: '/auth.test',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
  } as const;
  const { answer, reason } = await client.read(request, { ...reach, patience: 0 });
  if (answer === undefined) return access('unknown', reason);
  if (field(answer.json, 'ok') !== true) return refused(answer.json, answer.status);
  return scoped(answer.headers['x-oauth-scopes'], answer.json);
}

// The Web API says no with HTTP 200 and `ok: false`.
function refused(json: unknown, status: number): AccessReport {
  const error = field(json, 'error');
  if (typeof error !== 'string') {
    return access('unknown', `Slack answered ${status} without saying whether it is ok`);
  }
  const said = cleanText(error, 60);
  if (!rejections.has(error)) return access('unknown', `Slack answered: ${said}`);
  return access(
    'rejected',
    `Slack rejects SLACK_BOT_TOKEN: ${said}`,
    `set ${slack.secret.howToGet}`,
  );
}

/** Without them a message whose answer was lost cannot be looked for (public channels). */
const readBackScopes = ['channels:history', 'channels:read'];

function scoped(header: string | undefined, json: unknown): AccessReport {
  const team = field(json, 'team');
  const user = field(json, 'user');
  const who = `${typeof user === 'string' ? cleanText(user, 40) : 'the bot'} in ${
    typeof team === 'string' ? cleanText(team, 40) : 'a workspace that Slack does not name'
  }`;
  if (header === undefined) {
    return access('untested', `${who}: accepted; Slack did not list its scopes`);
  }
  const scopes = header.split(/[\s,]+/);
  if (scopes.includes('chat:write')) {
    const missing = readBackScopes.filter((scope) => !scopes.includes(scope));
    const proof =
      missing.length === 0
        ? ', and read back what it posted'
        : `; to prove a post add ${missing.join(', ')}`;
    return access('works', `${who}: may post${proof}`);
  }
  return access(
    'limited',
    `${who}: the token lacks the scope chat:write`,
    'add chat:write to the Slack app (OAuth & Permissions), reinstall it, and set the new token',
  );
}

/**
 * What the address of the incoming webhook looks like: `https://hooks.slack.com/services/T…/B…/…`. It is
 * a secret, and never part of the answer. Only a post could tell whether it still works.
 */
export function checkSlackWebhook(env: VendorParts['env']): AccessReport {
  const { variable: name, howToGet: get } = slackWebhook.secret;
  const webhook = secretOf(env, name, get);
  if (webhook.problem) return webhook.problem;
  const url = URL.canParse(webhook.value) ? new URL(webhook.value) : undefined;
  if (url === undefined || !/^\/services\/[^/]+\/[^/]+\/[^/]+$/.test(url.pathname)) {
    const detail = `${name} is not of the form https://hooks.slack.com/services/T…/B…/…`;
    return access('rejected', detail, `set ${get}`);
  }
  const host = url.protocol === 'https:' && /^hooks\.slack(-gov)?\.com$/.test(url.hostname);
  const where = host ? '' : `, at ${cleanText(url.host, 60)} and not at hooks.slack.com`;
  return access('untested', `well formed${where}; only a post would show more`);
}
