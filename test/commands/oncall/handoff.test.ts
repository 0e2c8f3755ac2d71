import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import handoff, { type WrittenShiftHandOff } from '../../../src/commands/oncall/handoff.ts';
import type { Context } from '../../../src/contract/context.ts';
import { width } from '../../../src/terminal/measure.ts';
import { incidentInSandbox, run, startedFields } from '../../support/incident.ts';
import { plainScreen } from '../../support/terminal.ts';

const now = Date.parse('2026-11-25T03:15:00Z');
const minute = 60_000;
const day = 24 * 60 * minute;

async function here(env: Readonly<Record<string, string>> = {}) {
  const sandboxed = await incidentInSandbox(env);
  // No budget runs out: a sleep only ends by its signal.
  const clock: Context['clock'] = {
    now: () => sandboxed.clock.now(),
    sleep: (_ms, until) =>
      new Promise((_resolve, reject) => {
        until?.addEventListener('abort', () => reject(until.reason));
      }),
  };
  return { ...sandboxed, context: { ...sandboxed.context, clock } };
}

async function told(context: Context, raw = {}) {
  const outcome = await run(handoff, context, raw);
  const data = outcome.data as WrittenShiftHandOff;
  return { ...outcome, data, text: data.markdown };
}

/** An incident with its rollback, an action that nobody knows the end of, and an alert. */
async function eventful({ journal, clock }: Awaited<ReturnType<typeof here>>) {
  const incident = await journal.start('incident-errors');
  await incident.append('started', { ...startedFields });
  await incident.close();
  clock.advance(2 * minute);
  const rollback = await journal.start('rollback-production');
  const fields = { action: 'rollback', environment: 'production', incident: incident.id };
  await rollback.append('intent', { ...fields, from: 'v1.2.3', to: 'v1.2.2' });
  await rollback.append('outcome', { state: 'done', detail: 'v1.2.2 is served' });
  await rollback.close();
  const lost = await journal.start('invalidate-production');
  await lost.append('intent', { action: 'invalidate', environment: 'production', paths: ['/*'] });
  await lost.close();
  const record = await journal.start('alert-notifications');
  const key = '["High Error Rate","production","[]"]';
  const event = { key, rule: 'High Error Rate', severity: 'P2', environment: 'production' };
  const at = clock.now();
  const content = { via: 'slack', target: '#ops-alerts', thread: null };
  const delivery = { channel: 'slack-alerts', rule: event.rule, at, content };
  await record.append('decided', {
    events: [{ ...event, kind: 'firing', t: at, since: at, value: '9%', suppressed: null }],
    deliveries: [{ ...delivery, id: 'one' }],
  });
  await record.append('unsent', { delivery: 'one', reason: 'Slack is down' });
  await record.close();
  clock.advance(minute);
  return incident.id;
}

describe('tsops oncall handoff', () => {
  it('tells of a calm shift in a line, and who comes next', async () => {
    const { context } = await here();
    const { text, verdict, data, next } = await told(context);
    expect([verdict, data.window.which, next]).toEqual(['ok', 'this-shift', []]);
    expect(data.window.from).toBe(Date.parse('2026-11-23T00:00:00Z'));
    expect(text).toMatch(/^# Shift hand-off: DRILL Minji Kim → Seungho Park\n/);
    expect(text).toContain('Nothing is open.');
  });

  it('tells what is open, what fired, what was done and by whom', async () => {
    const sandboxed = await here();
    const id = await eventful(sandboxed);
    const { text, verdict, data } = await told(sandboxed.context);
    expect(verdict).toBe('warn');
    expect(text).toContain('- **P2** Errors after v1.2.3 (production): open, since');
    expect(text).toContain(
      '- invalidate (production): its outcome is not known, 11-25 12:17 KST (03:17 UTC)',
    );
    expect(text).toContain(
      '- **P2** High Error Rate (production): fires since 11-25 12:17 KST (03:17 UTC)',
    );
    expect(text).toContain('- slack-alerts: High Error Rate (waits): not sent yet, since');
    expect(text).toMatch(
      /rollback v1\.2\.3 → v1\.2\.2 \(production\): done, v1\.2\.2 is served; minji@desk; undo: `tsops rollback v1\.2\.3 --forward`/,
    );
    expect(text).toContain(`\`tsops incident report ${id}\``);
    expect(data.alerts.value?.rules).toMatchObject([{ times: 1, told: [{ state: 'waiting' }] }]);
  });

  it('is printed within the edge of a terminal, in Korean as well', async () => {
    const sandboxed = await here();
    await eventful(sandboxed);
    const options = { ...sandboxed.context.options, language: 'ko' as const };
    const { data, text } = await told({ ...sandboxed.context, options });
    const screen = { ...plainScreen(() => now), terminal: true };
    const lines = handoff.view(data, screen).split('\n');
    expect(lines.filter((line) => width(line) > 80 && line.includes(' ', 4))).toEqual([]);
    expect(text).toContain('## 남은 일');
    expect(text).toContain('11-25 12:17 KST (03:17 UTC)부터 울리는 중');
  });

  it('is of the shift before while nothing is recorded in the new one', async () => {
    const sandboxed = await here({ PAGERDUTY_API_TOKEN: '' });
    await eventful(sandboxed);
    sandboxed.clock.advance(Date.parse('2026-11-30T01:00:00Z') - sandboxed.clock.now());
    const before = await told(sandboxed.context);
    expect(before.data.window.which).toBe('shift-before');
    expect(before.text).toContain('DRILL Minji Kim → Seungho Park');
    expect(before.text).toContain('High Error Rate');
    const note = await sandboxed.journal.start('rollback-production');
    await note.append('intent', { action: 'rollback', environment: 'production' });
    await note.close();
    expect((await told(sandboxed.context)).data.window).toMatchObject({
      which: 'this-shift',
      from: Date.parse('2026-11-30T00:00:00Z'),
    });
  });

  it('counts what is left to do in the report of what was resolved', async () => {
    const sandboxed = await here();
    const { context, journal, stateDir } = sandboxed;
    const id = await eventful(sandboxed);
    const incident = await journal.reopen(id);
    await incident.append('resolved', { summary: 'a bad deploy' });
    await incident.append('report', { file: 'report.md' });
    await incident.close();
    expect((await told(context)).text).toContain('its report is not here to look into (report.md)');
    await writeFile(join(stateDir, 'report.md'), `<!-- tsops:report ${id} -->\nTODO and TODO\n`);
    const { text } = await told(context);
    expect(text).toContain(`2 TODOs left (report.md); \`tsops incident report ${id}\``);
    expect(text).toMatch(/resolved, after 3m; cause: a bad deploy/);
  });

  it('says what could not be asked, and ends with exit 3', async () => {
    const { context, inject } = await here({ GH_TOKEN: '', GITHUB_TOKEN: '' });
    inject({ system: 'pagerduty', kind: 'status', status: 503 });
    const { text, verdict, problems } = await told(context);
    expect(verdict).toBe('unknown');
    expect(text).toContain('PagerDuty could not be asked: PagerDuty is in trouble');
    expect(text).toMatch(/## Deploys to production\n\n- \*\*Not known\*\*: /);
    expect(text).toContain('- Pages: **Not known**: PagerDuty is in trouble');
    expect(problems).toMatchObject([{ kind: 'unreachable' }, { kind: 'credentials' }]);
  });

  it('tells of seven days where nothing says whose shift it is', async () => {
    const { context } = await here({ PAGERDUTY_API_TOKEN: '' });
    const loaded = await context.config();
    const oncall = { ...loaded.config.oncall, primary: [] };
    const config = async () => ({ ...loaded, config: { ...loaded.config, oncall } });
    const { text, verdict, data } = await told({ ...context, config });
    expect([verdict, data.window]).toEqual([
      'unknown',
      { from: now - 7 * day, to: now, which: 'last-week' },
    ]);
    expect(text).toContain('- Hand-over: **Not known**: No on-call rotation is set.');
    expect(text).not.toContain('## Coming up');
  });

  it('writes a file, again over its own, and over no other', async () => {
    const { context, stateDir } = await here();
    const file = join(stateDir, 'out.md');
    const { text, data, next } = await told(context, { out: 'out.md' });
    expect(next).toEqual(['tsops notify - --yes < out.md']);
    expect(await readFile(file, 'utf8')).toBe(`${text}\n`);
    expect(
      handoff.view(
        data,
        plainScreen(() => now),
      ),
    ).toContain('wrote out.md');
    await told(context, { out: 'out.md' });
    await writeFile(file, '# My notes\n');
    await expect(told(context, { out: 'out.md' })).rejects.toMatchObject({ kind: 'refused' });
    expect(await readFile(file, 'utf8')).toBe('# My notes\n');
  });

  it('takes a window as it is asked for', async () => {
    const { context } = await here();
    const { data } = await told(context, { since: '2026-11-16 09:00', until: '2d' });
    expect(data.window).toEqual({
      from: Date.parse('2026-11-16T00:00:00Z'),
      to: now - 2 * day,
      which: 'as-asked',
    });
  });

  it.each([
    [{ since: '12' }, /--since 12 is not a time/],
    [{ until: '2026-12-01 09:00' }, /--until 2026-12-01 09:00 has not come yet/],
    [{ since: '1h', until: '2h' }, /--since 1h is not before 2h/],
  ])('refuses %j', async (raw, message) => {
    const { context } = await here();
    await expect(told(context, raw)).rejects.toThrow(message);
  });
});
