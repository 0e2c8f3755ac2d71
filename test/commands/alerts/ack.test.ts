import { describe, expect, it } from 'vitest';
import { openNotifier } from '../../../src/actions/notification/alert-notifier.ts';
import { startIncident } from '../../../src/actions/protocol/incident-journal.ts';
import ack from '../../../src/commands/alerts/ack.ts';
import type { Context } from '../../../src/contract/context.ts';
import { timelineOf } from '../../../src/domain/incident/timeline.ts';
import { readIncident } from '../../../src/evidence/incident/open.ts';
import { incidentsOf } from '../../../src/sandbox/world/incidents.ts';
import { standing } from '../../domain/notification/support.ts';
import { incidentInSandbox, run } from '../../support/incident.ts';
import { plainScreen } from '../../support/terminal.ts';

const addressing = {
  ...{ service: 'TalkStudio', language: 'en' as const, chatChannels: {}, phones: [] },
  ...{ urls: {}, drill: false },
};

/** A watch that has paged of the rule, and has ended. */
async function paged(env: Readonly<Record<string, string | undefined>> = {}) {
  const here = await incidentInSandbox(env);
  const parts = { addressing: async () => addressing, affectedUsers: async () => null };
  const watch = async (firing: boolean, minute: number) => {
    const notifier = await openNotifier(here.context, { ...parts, repeatEvery: 14_400_000 });
    await notifier.evaluated([standing('High Error Rate', firing, minute)]);
    await notifier.close();
  };
  await watch(true, 0);
  const pages = () => incidentsOf(here.sandbox.world).map(({ status }) => status);
  return { ...here, watch, pages };
}

type Watch = (firing: boolean, minute: number) => Promise<void>;
const rule = ['high', 'error', 'rate'];
const shown = (data: unknown) =>
  ack.view(
    data as never,
    plainScreen(() => 0),
  );

describe('tsops alerts ack', () => {
  it('acknowledges what the watch paged, and reads it back', async () => {
    const { context, pages } = await paged();
    const { verdict, data } = await run(ack, context, { rule });
    expect(verdict).toBe('ok');
    expect(data).toMatchObject({ state: 'done', proof: { pages: [1201] } });
    expect(pages()).toEqual(['acknowledged']);
  });

  it('needs the routing key alone, and then says what is not known', async () => {
    const { context, pages } = await paged({ PAGERDUTY_API_TOKEN: undefined });
    const { verdict, data } = await run(ack, context, { rule });
    expect(verdict).toBe('warn');
    expect(shown(data)).toMatch(/^▲ PagerDuty accepted it; whether the page is open is not known/);
    expect(pages()).toEqual(['acknowledged']);
  });

  it('sends no more than the dedup key', async () => {
    const { context, writes } = await paged();
    await run(ack, context, { rule });
    const body = JSON.parse(String(writes('pagerduty').at(-1)?.body));
    expect(Object.keys(body).sort()).toEqual(['dedup_key', 'event_action', 'routing_key']);
    expect(body.event_action).toBe('acknowledge');
  });

  it('is unknown where PagerDuty does not answer, and may be done again', async () => {
    const { context, inject, pages } = await paged();
    inject({ system: 'pagerduty', path: '/v2/enqueue', kind: 'status', status: 500, count: 1 });
    const { verdict, data } = await run(ack, context, { rule });
    expect([verdict, data.state]).toEqual(['unknown', 'unknown']);
    expect((await run(ack, context, { rule })).data.state).toBe('done');
    expect(pages()).toEqual(['acknowledged']);
  });

  it.each([
    ['that is over', rule, async (watch: Watch) => watch(false, 1)],
    ['that never fired', ['Error Spike'], async () => {}],
  ])('refuses a rule %s, and sends nothing', async (_what, named, meanwhile) => {
    const { context, writes, watch } = await paged();
    await meanwhile(watch);
    const before = writes('pagerduty').length;
    await expect(run(ack, context, { rule: named })).rejects.toMatchObject({ kind: 'usage' });
    expect(writes('pagerduty')).toHaveLength(before);
  });

  it('suggests the rule that was meant', async () => {
    const { context } = await paged();
    await expect(run(ack, context, { rule: ['high eror rate'] })).rejects.toMatchObject({
      next: ['tsops alerts ack high error rate'],
    });
  });

  it('is the answer of an open incident, in both languages', async () => {
    const { context } = await paged();
    const parts = { title: 'Errors', severity: 'P2', environment: 'production' } as const;
    const record = await startIncident(context, { ...parts, runbook: null, another: false });
    await record.close();
    await run(ack, context, { rule });
    const { incident, lines } = await readIncident(context as Context, record.id);
    expect(incident.times.acknowledged).not.toBeNull();
    const texts = (language: 'en' | 'ko') =>
      timelineOf(lines, language, 'Asia/Seoul').map(({ text }) => text);
    expect(texts('en')).toContain('answering the page of High Error Rate');
    expect(texts('ko')).toContain('High Error Rate 호출 응답');
  });
});
