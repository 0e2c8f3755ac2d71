import { type Ask, json, type Reply } from '../../http/reply.ts';

const SITE = 'https://talkstudio.pagerduty.com';

export interface Person {
  id: string;
  name: string;
  email: string;
  level: number;
  delay: number;
}

/** The escalation: at once, after 15 minutes, after 30. */
export const PEOPLE: Person[] = [
  { id: 'PMINJI1', name: 'Minji Kim', email: 'minji@talkstudio.example', level: 1, delay: 15 },
  { id: 'PSEUNG2', name: 'Seungho Park', email: 'seungho@talkstudio.example', level: 2, delay: 15 },
  { id: 'PYUNA03', name: 'Yuna Choi', email: 'yuna@talkstudio.example', level: 3, delay: 30 },
];

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

export function problem(code: number, message: string, status: number): Reply {
  return json({ error: { code, message, errors: [] } }, status);
}

export function list(ask: Ask, name: string, items: readonly unknown[]): Reply {
  const limit = Math.min(100, Number(ask.query.get('limit') ?? 25) || 25);
  const offset = Number(ask.query.get('offset') ?? 0) || 0;
  const more = offset + limit < items.length;
  const total = ask.query.get('total') === 'true' ? items.length : null;
  return json({ [name]: items.slice(offset, offset + limit), limit, offset, more, total });
}
