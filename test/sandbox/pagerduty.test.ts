import { describe, expect, it } from 'vitest';
import { credentials, lesserCredentials } from '../../src/sandbox/credentials.ts';
import type { ShippedName } from '../../src/sandbox/scenarios/index.ts';
import { ask, type Sandbox, sandboxed } from './sandboxed.ts';

const minute = 60_000;
const minji = 'minji@talkstudio.example';
const authorization = `Token token=${credentials.PAGERDUTY_API_TOKEN}`;

function rest(sandbox: Sandbox, method: string, path: string, body?: object, more = {}) {
  const headers = { authorization, from: minji, ...more };
  const asking = body === undefined ? { method, headers } : { method, headers, body };
  return ask(`${sandbox.urls.pagerduty}${path}`, asking);
}

async function incident(sandbox: Sandbox, name: string | number = 1201) {
  const { json } = await rest(sandbox, 'GET', `/incidents/${name}`);
  const { assignments, acknowledgements, pending_actions, status, assigned_via } = json.incident;
  const minutes = (at: string) => (Date.parse(at) - Date.parse(json.incident.created_at)) / minute;
  return {
    status,
    via: assigned_via,
    assigned: assignments.map(
      ({ assignee }: { assignee: { summary: string } }) => assignee.summary,
    ),
    acknowledged: acknowledgements.length,
    pending: Object.fromEntries(
      pending_actions.map(({ type, at }: { type: string; at: string }) => [type, minutes(at)]),
    ),
  };
}

const change = (status: string) => ({ incident: { type: 'incident_reference', status } });

/** With one incident, triggered now. */
async function paged() {
  const made = await sandboxed();
  await ask(`${made.sandbox.urls.pagerduty}/v2/enqueue`, {
    method: 'POST',
    body: {
      routing_key: credentials.PAGERDUTY_ROUTING_KEY,
      event_action: 'trigger',
      dedup_key: 'key-1',
      payload: { summary: 'High error rate', source: 'tsops', severity: 'critical' },
    },
  });
  return made;
}

describe('an incident of PagerDuty in the sandbox', () => {
  it('escalates after 15 and 30 minutes, and then stays with the last', async () => {
    const { sandbox, clock } = await paged();
    expect(await incident(sandbox)).toMatchObject({
      status: 'triggered',
      assigned: ['Minji Kim'],
      pending: { escalate: 15, resolve: 240 },
    });
    clock.advance(15 * minute);
    expect(await incident(sandbox)).toMatchObject({
      assigned: ['Seungho Park'],
      pending: { escalate: 30 },
    });
    clock.advance(15 * minute);
    expect(await incident(sandbox)).toMatchObject({
      assigned: ['Yuna Choi'],
      pending: { resolve: 240 },
    });
    clock.advance(209 * minute);
    expect((await incident(sandbox)).status).toBe('triggered');
    clock.advance(minute);
    expect(await incident(sandbox)).toMatchObject({ status: 'resolved', assigned: [] });
  });

  it('rests while it is acknowledged, half an hour, and is triggered again then', async () => {
    const { sandbox, clock } = await paged();
    clock.advance(10 * minute);
    await rest(sandbox, 'PUT', '/incidents/1201', change('acknowledged'));
    expect(await incident(sandbox)).toMatchObject({
      status: 'acknowledged',
      acknowledged: 1,
      pending: { unacknowledge: 40, resolve: 240 },
    });
    clock.advance(30 * minute);
    expect(await incident(sandbox)).toMatchObject({
      status: 'triggered',
      acknowledged: 0,
      assigned: ['Minji Kim'],
      pending: { escalate: 55 },
    });
  });

  it('is open again when a resolved one is acknowledged', async () => {
    const { sandbox } = await paged();
    await rest(sandbox, 'PUT', '/incidents/1201', change('resolved'));
    expect((await incident(sandbox)).status).toBe('resolved');
    await rest(sandbox, 'PUT', '/incidents/1201', change('acknowledged'));
    expect(await incident(sandbox)).toMatchObject({
      status: 'acknowledged',
      assigned: ['Minji Kim'],
    });
  });

  it('goes to a step or to a person; with a person it escalates no more', async () => {
    const { sandbox } = await paged();
    const escalate = { incident: { type: 'incident_reference', escalation_level: 3 } };
    await rest(sandbox, 'PUT', '/incidents/1201', escalate);
    expect(await incident(sandbox)).toMatchObject({ assigned: ['Yuna Choi'] });
    const assignee = { id: 'PSEUNG2', type: 'user_reference' };
    const assign = { incident: { type: 'incident', assignments: [{ assignee }] } };
    await rest(sandbox, 'PUT', '/incidents/1201', assign);
    expect(await incident(sandbox)).toEqual({
      status: 'triggered',
      via: 'direct_assignment',
      assigned: ['Seungho Park'],
      acknowledged: 0,
      pending: { resolve: 240 },
    });
  });

  it('is changed with others at once, or none of them is', async () => {
    const { sandbox } = await paged();
    const { json } = await rest(sandbox, 'GET', '/incidents');
    const [{ id }] = json.incidents;
    const both = (second: string) => ({
      incidents: [id, second].map((each) => ({
        id: each,
        type: 'incident_reference',
        status: 'acknowledged',
      })),
    });
    expect((await rest(sandbox, 'PUT', '/incidents', both('QNONE'))).status).toBe(404);
    expect((await incident(sandbox)).status).toBe('triggered');
    expect((await rest(sandbox, 'PUT', '/incidents', both(id))).status).toBe(200);
    expect((await incident(sandbox)).status).toBe('acknowledged');
  });

  it('is opened for a person once, as long as its key is open', async () => {
    const { sandbox } = await sandboxed();
    const body = {
      incident: {
        type: 'incident',
        title: 'Please come',
        service: { id: 'PSERVIC', type: 'service_reference' },
        incident_key: 'mine',
        assignments: [{ assignee: { id: 'PYUNA03', type: 'user_reference' } }],
      },
    };
    expect((await rest(sandbox, 'POST', '/incidents', body)).status).toBe(201);
    expect(await incident(sandbox)).toMatchObject({ assigned: ['Yuna Choi'] });
    const again = await rest(sandbox, 'POST', '/incidents', body);
    expect([again.status, again.json.error.code]).toEqual([400, 2002]);
    await rest(sandbox, 'PUT', '/incidents/1201', change('resolved'));
    expect((await rest(sandbox, 'POST', '/incidents', body)).status).toBe(201);
  });

  it.each([
    ['a read-only key', { authorization: `Token token=${lesserCredentials.pagerdutyReader}` }, 403],
    ['an address that nobody has', { from: 'nobody@example.com' }, 400],
  ])('is not changed with %s', async (_what, more, status) => {
    const { sandbox } = await paged();
    const answer = await rest(sandbox, 'PUT', '/incidents/1201', change('resolved'), more);
    expect(answer.status).toBe(status);
    expect((await incident(sandbox)).status).toBe('triggered');
  });

  it.each<[ShippedName, string[]]>([
    ['bad-deploy', ['High Error Rate: many errors a minute in talkstudio-web']],
    ['site-down', ['TalkStudio Production is DOWN']],
    ['calm', []],
    ['slow-for-no-reason', []],
  ])('waits to be answered in %s', async (name, titles) => {
    const { sandbox } = await sandboxed(name);
    const { json } = await rest(sandbox, 'GET', '/incidents?statuses[]=triggered');
    expect(json.incidents.map(({ title }: { title: string }) => title)).toEqual(titles);
  });

  it('is resolved by Sentry when the errors are over', async () => {
    const { sandbox } = await sandboxed('recovered-spike');
    const { json } = await rest(sandbox, 'GET', '/incidents');
    expect(json.incidents).toMatchObject([{ status: 'resolved' }]);
  });
});
