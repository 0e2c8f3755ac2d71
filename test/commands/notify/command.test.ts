import { describe, expect, it } from 'vitest';
import { startIncident } from '../../../src/actions/protocol/incident-journal.ts';
import notify from '../../../src/commands/notify/command.ts';
import { readIncident } from '../../../src/evidence/incident/open.ts';
import { incidentInSandbox, run } from '../../support/incident.ts';
import { plainScreen } from '../../support/terminal.ts';

async function here(env: Readonly<Record<string, string | undefined>> = {}) {
  const made = await incidentInSandbox(env);
  const posts = () => made.writes('slack').map(({ body }) => JSON.parse(body));
  return { ...made, posts };
}

const text = ['deploys are frozen', 'until 18:00'];

describe('tsops notify', () => {
  it('posts where alerts go, says who wrote it, and reads it back', async () => {
    const { context, posts } = await here();
    const { verdict, data } = await run(notify, context, { text });
    expect(verdict).toBe('ok');
    expect(data).toMatchObject({ state: 'done', proof: { ts: expect.any(String) } });
    expect(posts()).toMatchObject([
      {
        channel: '#ops-alerts',
        attachments: [
          {
            color: 'good',
            title: 'DRILL TalkStudio production: notice',
            text: 'deploys are frozen until 18:00',
            fields: [
              { title: 'Environment', value: 'production' },
              { title: 'From', value: context.host.user },
            ],
          },
        ],
      },
    ]);
  });

  it.each([
    ['P1', '#ops-critical', 'danger', 'at once'],
    ['P2', '#ops-alerts', 'danger', '15m'],
    ['p3', '#ops-alerts', 'warning', '1h'],
    ['P4', '#ops-alerts', 'warning', '1d'],
  ])('of severity %s goes to %s', async (severity, channel, color, within) => {
    const { context, posts } = await here();
    await run(notify, context, { text, severity });
    const [{ channel: at, attachments }] = posts();
    expect([at, attachments[0].color]).toEqual([channel, color]);
    expect(attachments[0].fields).toContainEqual({
      title: 'Respond within',
      value: within,
      short: true,
    });
  });

  it.each([
    ['critical', '#ops-critical'],
    ['slack-critical', '#ops-critical'],
    ['#slack-monitoring', '#slack-monitoring'],
  ])('--channel %s is %s', async (channel, at) => {
    const { context, posts } = await here();
    await run(notify, context, { text, channel });
    expect(posts()[0].channel).toBe(at);
  });

  it('knows no purpose that the config does not have, and suggests the nearest', async () => {
    const { context, posts } = await here();
    await expect(run(notify, context, { text, channel: 'critcal' })).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('Did you mean critical?'),
    });
    expect(posts()).toEqual([]);
  });

  it('posts the same text once an hour, and again only when told to', async () => {
    const { context, posts, clock } = await here();
    await run(notify, context, { text });
    await expect(run(notify, context, { text })).rejects.toThrow(/the same text was posted/);
    await run(notify, context, { text, again: true });
    expect(posts()).toHaveLength(2);
    await clock.sleep(3_600_001);
    await run(notify, context, { text });
    expect(posts()).toHaveLength(3);
  });

  it('shows with --dry-run that it would be refused', async () => {
    const { context } = await here();
    await run(notify, context, { text });
    const { data } = await run(notify, context, { text }, { dryRun: true });
    const shown = notify.view(
      data,
      plainScreen(() => 0),
    );
    expect(shown).toContain('✖ it would be refused: the same text was posted');
  });

  it('stands in the record of the incident that is open, and is no update of it', async () => {
    const { context } = await here();
    const parts = { title: 'Errors', severity: 'P2', environment: 'production' } as const;
    const record = await startIncident(context, { ...parts, runbook: null, another: false });
    await record.close();
    await run(notify, context, { text });
    const { incident } = await readIncident(context, record.id);
    expect(incident.effects).toMatchObject([{ action: 'notify', what: '#ops-alerts' }]);
    expect(incident.updates).toEqual([]);
  });

  it('reads lines from stdin', async () => {
    const { context, posts } = await here();
    const terminal = {
      ...context.terminal,
      readInput: async () => '# Shift\n\n- quiet\u001b[2J\n',
    };
    await run(notify, { ...context, terminal }, { text: ['-'] });
    expect(posts()[0].attachments[0].text).toBe('# Shift\n\n- quiet');
  });

  it.each([
    ['nothing', [''], /no text/],
    ['too much', ['x'.repeat(3001)], /longer than 3000/],
  ])('refuses %s', async (_what, words, message) => {
    const { context, posts } = await here();
    await expect(run(notify, context, { text: words })).rejects.toThrow(message);
    expect(posts()).toEqual([]);
  });

  it('speaks Korean', async () => {
    const { context, posts } = await here();
    const options = { ...context.options, language: 'ko' as const };
    await run(notify, { ...context, options }, { text: ['배포 중지'], severity: 'P2' });
    expect(posts()[0].attachments[0]).toMatchObject({
      title: 'DRILL TalkStudio production: P2 주요 기능 장애',
      fields: [{ title: '환경' }, { title: '작성자' }, { title: '대응 시한', value: '15m' }],
    });
  });
});
