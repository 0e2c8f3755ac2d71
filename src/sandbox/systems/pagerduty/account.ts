import { credentials, lesserCredentials } from '../../credentials.ts';
import { type Ask, json, type Reply } from '../../http/reply.ts';
import { PEOPLE, type SandboxPerson } from '../../world/people.ts';

const SITE = 'https://talkstudio.pagerduty.com';

export function reference(type: string, id: string, summary: string) {
  const plural = type === 'escalation_policy' ? 'escalation_policies' : `${type}s`;
  return {
    id,
    type: `${type}_reference`,
    summary,
    self: `https://api.pagerduty.com/${plural}/${id}`,
    html_url: `${SITE}/${plural}/${id}`,
  };
}

export const POLICY = reference('escalation_policy', 'PPOLICY', 'production-team');

export const SERVICE = reference('service', 'PSERVIC', 'TalkStudio Production');

export function pagerDutyProblem(
  code: number,
  message: string,
  status: number,
  errors: readonly string[] = [],
): Reply {
  return json({ error: { code, message, errors } }, status);
}

export function userOf(person: SandboxPerson) {
  const { id, name, email } = person;
  return {
    ...reference('user', id, name),
    type: 'user',
    name,
    email,
    time_zone: 'Asia/Seoul',
    role: 'user',
  };
}

export function userReference(id: string) {
  return reference('user', id, PEOPLE.find((person) => person.id === id)?.name ?? id);
}

/** Which of the keys was given: a person's, the account's, one that may only read; undefined for none. */
export function apiKeyOf({ headers }: Ask): 'person' | 'account' | 'reader' | undefined {
  const keys = {
    [credentials.PAGERDUTY_API_TOKEN]: 'person',
    [lesserCredentials.pagerdutyAccount]: 'account',
    [lesserCredentials.pagerdutyReader]: 'reader',
  } as const;
  const token = /^Token token=(.*)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  return Object.hasOwn(keys, token) ? keys[token as keyof typeof keys] : undefined;
}

/** Who writes, by `From`; else the reply that PagerDuty refuses with. */
export function writerOf(ask: Ask): SandboxPerson | Reply {
  if (apiKeyOf(ask) === 'reader') return pagerDutyProblem(2010, 'Access Denied', 403);
  const from = PEOPLE.find(({ email }) => email === ask.headers.from);
  return from ?? pagerDutyProblem(1008, 'Requester User Not Found', 400);
}

export function listReply(ask: Ask, name: string, items: readonly unknown[]): Reply {
  const limit = Math.min(100, Number(ask.query.get('limit') ?? 25) || 25);
  const offset = Number(ask.query.get('offset') ?? 0) || 0;
  const more = offset + limit < items.length;
  const total = ask.query.get('total') === 'true' ? items.length : null;
  return json({ [name]: items.slice(offset, offset + limit), limit, offset, more, total });
}
