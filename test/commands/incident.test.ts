import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { viewStatus } from '../../src/commands/incident/status-view.ts';
import watch from '../../src/commands/incident/watch.ts';
import { commandTable } from '../../src/commands/table.ts';
import type { AnyCommand } from '../../src/contract/command.ts';
import type { Context } from '../../src/contract/context.ts';
import { sampleStatus } from '../samples/incident/open-incident.ts';
import { incidentInSandbox, incidentOnDisk, run } from '../support/incident.ts';
import { fakeTerminal, plainScreen } from '../support/terminal.ts';

async function command(name: string): Promise<AnyCommand> {
  const entry = commandTable.find((each) => each.name === `incident ${name}`);
  if (entry === undefined) throw new Error(name);
  return (await entry.load()).default;
}

async function type(context: Context, name: string, raw: Readonly<Record<string, unknown>> = {}) {
  const named = await command(name);
  const outcome = await run(named, context, raw);
  const text = (named.view as (data: unknown, screen: unknown) => string)(
    outcome.data,
    context.terminal.screen,
  );
  return { ...outcome, text };
}

const start = { title: ['Errors', 'after', 'v1.2.3'], severity: 'p2' };

describe('the incident commands', () => {
  it('walk an incident from its beginning to its report', async () => {
    const { context, clock, stateDir } = await incidentOnDisk();
    await type(context, 'start', start);
    await expect(type(context, 'start', start)).rejects.toThrow(/open already/);
    clock.advance(120_000);
    expect((await type(context, 'note', { text: ['blank', 'picker'] })).text).toContain('#2');
    const raised = await type(context, 'severity', { severity: 'P1', reason: 'all are hit' });
    expect(raised.text).toContain('severity P2 → P1: all are hit');
    await type(context, 'hypothesis', { hypothesis: ['client'], ruleOut: true, reason: 'all' });
    const corrected = await type(context, 'correct', { line: '2', text: ['blank page'] });
    expect(corrected.text).toContain('line #2 corrected: blank page');
    const status = await type(context, 'status');
    expect([status.verdict, status.text]).toEqual(['bad', expect.stringMatching(/^✖ P1 Critical/)]);
    expect(status.text).toContain('at once; responded after 2m');
    expect((await type(context, 'timeline')).text).toContain('blank page (corrected by #5)');
    expect((await type(context, 'handoff', { to: '@seungho' })).text).toContain('# Hand-off');
    expect((await type(context, 'accept')).text).toContain('took over from');
    await type(context, 'resolve', { summary: ['rolled', 'back'] });
    await expect(type(context, 'status')).rejects.toThrow('No incident is open.');
    expect((await type(context, 'verify')).verdict).toBe('ok');
    const report = await type(context, 'report');
    const file = join(stateDir, '20261125T031500Z-incident-errors-after-v1.2.3.md');
    expect(report.text).toMatch(/wrote 2026.*\n {2}\d+ TODOs for you to fill in/);
    expect(await readFile(file, 'utf8')).toContain('# Incident report: Errors after v1.2.3');
    const list = await type(context, 'list');
    expect(list.text).toContain('resolved');
  });

  it('take add and the like as the verb where it is a word of its own', async () => {
    const { context } = await incidentOnDisk();
    await type(context, 'start', start);
    const added = async (name: string, raw: Readonly<Record<string, unknown>>) =>
      (await type(context, name, raw)).text.split('\n')[0];
    expect(await added('hypothesis', { hypothesis: ['add', 'one', 'region'] })).toBe(
      '✔ #2 hypothesis added one region',
    );
    expect(
      await added('hypothesis', { hypothesis: ['rule-out', 'one region'], reason: 'all are hit' }),
    ).toContain('hypothesis ruled out one region: all are hit');
    expect(await added('hypothesis', { hypothesis: ['support', 'client'] })).toContain(
      'hypothesis supported client',
    );
    expect(await added('note', { text: ['add', 'blank', 'picker'] })).toBe('✔ #5 blank picker');
    // In quotes, or alone, it is what was meant.
    expect(await added('note', { text: ['add to cart fails'] })).toContain('add to cart fails');
    expect(await added('hypothesis', { hypothesis: ['add'] })).toContain('hypothesis added add');
    await expect(
      type(context, 'hypothesis', { hypothesis: ['rule-out', 'client'] }),
    ).rejects.toThrow(/evidence/);
  });

  it('resolve it once where two people do at one moment, and take the notes of both', async () => {
    const { context, journalFor } = await incidentOnDisk();
    await type(context, 'start', start);
    const others = ['minji@desk', 'seungho@laptop', 'jisoo@phone'].map((who) => ({
      ...context,
      journal: journalFor(who),
    }));
    const ends = await Promise.allSettled(
      others.map((each) => type(each, 'resolve', { summary: ['over'] })),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason.message).toMatch(/resolved already/);
    }
    const [id = ''] = await context.journal.list();
    const { entries } = await context.journal.read(id);
    expect(entries.filter(({ kind }) => kind === 'resolved')).toHaveLength(1);
  });

  it('take a time of before in the zone of the team, and none that has not come', async () => {
    const { context } = await incidentOnDisk();
    await type(context, 'start', start);
    const { data } = await type(context, 'note', { text: 'first complaint', at: '12:02' });
    expect((data as { eventAt: number }).eventAt).toBe(Date.parse('2026-11-25T03:02:00Z'));
    await expect(type(context, 'note', { text: 'x', at: '2026-11-26 10:00' })).rejects.toThrow(
      /has not come yet/,
    );
    await expect(type(context, 'note', { text: 'x', at: 'noon' })).rejects.toThrow(/is not a time/);
    const { entries } = (await type(context, 'timeline')).data as { entries: { id: string }[] };
    expect(entries.map(({ id }) => id)).toEqual(['#2', '#1']);
  });

  it('ask for what is missing where somebody can answer, and else say so', async () => {
    const { context, clock } = await incidentOnDisk();
    await expect(type(context, 'start', { title: [] })).rejects.toThrow(
      'An incident needs a title.',
    );
    await expect(type(context, 'start', { title: ['x'] })).rejects.toThrow('needs --severity');
    const terminal = fakeTerminal(() => clock.now(), ['Site is down', 'p1']);
    const { data } = await type({ ...context, terminal }, 'start', { title: [] });
    expect(data).toMatchObject({ title: 'Site is down', severity: 'P1' });
  });

  it('do not end an incident while the end of an action is not known, unless told to', async () => {
    const { context } = await incidentOnDisk();
    const { data } = await type(context, 'start', start);
    const { incident } = data as { incident: string };
    const record = await context.journal.start('rollback-production');
    const intent = { action: 'rollback', environment: 'production', from: 'v2.0.0', to: 'v1.0.0' };
    await record.append('intent', { ...intent, incident });
    await record.close();
    await expect(type(context, 'resolve', { summary: 'x' })).rejects.toMatchObject({
      kind: 'refused',
      next: ['tsops rollback status', expect.any(String)],
    });
    const status = await type(context, 'status');
    expect(status.next).toEqual(['tsops rollback status']);
    expect(status.text).toContain('undo: tsops rollback v2.0.0 --forward');
    expect((await type(context, 'resolve', { summary: 'x', force: true })).verdict).toBe('ok');
  });

  it('refuse a line that is not there, and a severity that is none', async () => {
    const { context } = await incidentOnDisk();
    await type(context, 'start', start);
    await expect(type(context, 'correct', { line: '99', text: 'x' })).rejects.toThrow(/no line 99/);
    await expect(type(context, 'severity', { severity: 'P9', reason: 'x' })).rejects.toThrow(
      /wants one of: P1 service down/,
    );
    await expect(type(context, 'severity', { severity: 'P1' })).rejects.toThrow(/reason: is empty/);
    await expect(type(context, 'note', { text: 'x'.repeat(2001) })).rejects.toThrow(/longer than/);
  });

  it('leave alone a file that is not the report of the incident', async () => {
    const { context, stateDir } = await incidentOnDisk();
    await type(context, 'start', start);
    await writeFile(join(stateDir, 'notes.md'), 'mine\n');
    await expect(type(context, 'report', { output: 'notes.md' })).rejects.toMatchObject({
      kind: 'refused',
      message: 'notes.md exists, and is no report of tsops.',
    });
    expect(await readFile(join(stateDir, 'notes.md'), 'utf8')).toBe('mine\n');
  });

  it('open the report in the editor, with its own arguments', async () => {
    const { context, clock } = await incidentOnDisk();
    await type(context, 'start', start);
    await expect(type(context, 'report', { open: true })).rejects.toThrow(/no terminal to edit on/);
    const called: (readonly string[])[] = [];
    const editing: Context = {
      ...context,
      terminal: fakeTerminal(() => clock.now(), []),
      host: { ...context.host, env: { EDITOR: 'code --wait' } },
      children: {
        ...context.children,
        attach: async (file, args) => {
          called.push([file, ...args]);
          return 0;
        },
      },
    };
    await type(editing, 'report', { open: true, output: 'r.md' });
    expect(called).toEqual([['code', '--wait', 'r.md']]);
  });

  it('put the report on GitHub once, and what changed since as a comment', async () => {
    const { context, sandbox } = await incidentInSandbox();
    await type(context, 'start', start);
    const github = { github: true, yes: true };
    const first = await type(context, 'report', github);
    expect((first.data as { url: string }).url).toMatch(/\/issues\/101$/);
    await type(context, 'report', github);
    await type(context, 'note', { text: 'new' });
    await type(context, 'report', github);
    const kinds = sandbox.world.events.map(({ kind }) => kind);
    expect(kinds).toEqual(['issue', 'comment']);
  });
});

describe('the status of an incident', () => {
  const at = sampleStatus.now;

  it.each([40, 80])('fits the screen at %i columns', (columns) => {
    const screen = plainScreen(() => at, columns);
    const lines = viewStatus(sampleStatus, screen).split('\n');
    for (const line of lines) expect(screen.width(line)).toBeLessThanOrEqual(columns);
    // The mark of a drill, a blank line and the next command make 24.
    if (columns === 80) expect(lines.length).toBeLessThanOrEqual(20);
  });

  it('speaks Korean, with the texts below each other and within 80 columns', () => {
    const screen = plainScreen(() => at, 80);
    const { incident } = sampleStatus;
    const open = { ...incident, phase: 'open' as const };
    const lines = [incident, open].flatMap((each) =>
      viewStatus({ ...sampleStatus, language: 'ko', incident: each }, screen).split('\n'),
    );
    expect(lines[0]).toBe('▲ P2 주요 기능 장애 · 완화됨 · production');
    const labelled = lines.filter((line) => /^ {2}[가-힣]/.test(line));
    expect(labelled.length).toBeGreaterThan(15);
    for (const line of labelled) {
      const label = /^ {2}[가-힣]+(?: [가-힣]+)*/.exec(line)?.[0] ?? '';
      const gap = /^ +/.exec(line.slice(label.length))?.[0] ?? '';
      expect(screen.width(label) + gap.length).toBe(13);
      expect(screen.width(line)).toBeLessThanOrEqual(80);
    }
    const text = lines.join('\n');
    expect(text).toContain('오류율 8.4 % → 0.3 %');
    expect(text).toMatch(/변경 {7}롤백 v1\.2\.3 → v1\.2\.2: 완료, 8분 전/);
    expect(text).not.toMatch(/\b(?:ago|within|due|none|nothing|nobody|undo|lines)\b/);
  });

  it('cuts nothing away on a narrow screen', () => {
    const narrow = viewStatus(
      sampleStatus,
      plainScreen(() => at, 40),
    );
    const words = (text: string) => new Set(text.match(/[\w.%→]+/g));
    const wide = words(
      viewStatus(
        sampleStatus,
        plainScreen(() => at, 200),
      ),
    );
    const lost = [...wide].filter((word) => !words(narrow).has(word));
    expect(lost).toEqual([]);
  });

  it('fits it with a long Korean title, many hypotheses and many changes', () => {
    const { incident } = sampleStatus;
    const [effect] = incident.effects;
    const [considered] = incident.considered;
    if (effect === undefined || considered === undefined) throw new Error('no sample');
    const many = {
      ...incident,
      title: '서울 지역 사용자에게서 이모지 선택기가 열리지 않는 오류가 계속 발생합니다 '.repeat(4),
      effects: Array.from({ length: 9 }, () => ({ ...effect, inFlight: true })),
      considered: Array.from({ length: 9 }, (_, index) => ({
        ...considered,
        hypothesis: `가설 ${index}`,
      })),
    };
    const screen = plainScreen(() => at, 80);
    const lines = viewStatus({ ...sampleStatus, incident: many, notes: ['x'] }, screen).split('\n');
    for (const line of lines) expect(screen.width(line)).toBeLessThanOrEqual(80);
    expect(lines.length).toBeLessThanOrEqual(20);
  });

  it('counts down while nobody has responded, and says how late it is then', () => {
    const { incident, standing } = sampleStatus;
    const text = (after: number): string =>
      viewStatus(
        {
          ...sampleStatus,
          now: incident.times.detected.at + after,
          standing: { ...standing, respondedAfter: null },
        },
        plainScreen(() => at),
      );
    expect(text(200_000)).toContain('respond    within 15m; 11m 40s left');
    expect(text(960_000)).toContain('respond    within 15m; overdue by 1m');
  });
});

describe('the beginning in the status of an incident', () => {
  const screen = plainScreen(() => sampleStatus.now);
  const since = (times: Partial<typeof sampleStatus.incident.times>) => {
    const incident = {
      ...sampleStatus.incident,
      times: { ...sampleStatus.incident.times, ...times },
    };
    const text = viewStatus({ ...sampleStatus, incident }, screen);
    return text.split('\n').find((line) => line.trim().startsWith('since'));
  };
  const { detected } = sampleStatus.incident.times;

  it('is the onset, with when it was declared', () => {
    const told = since({ onset: { at: detected.at - 18 * 60_000, line: '#3' }, mitigated: null });
    expect(told).toContain(screen.time(detected.at - 18 * 60_000));
    expect(told).toContain('; declared ');
  });

  it('is the declaration where no onset was found, or one after it', () => {
    for (const onset of [null, { at: detected.at + 60_000, line: '#3' }]) {
      const told = since({ onset, mitigated: null });
      expect(told).toContain(screen.time(detected.at));
      expect(told).not.toContain('declared');
    }
  });
});

describe('watching an incident', () => {
  it('streams each new line once, until it is resolved', async () => {
    const { context, journalFor, clock } = await incidentOnDisk();
    await type(context, 'start', start);
    const other = { ...context, journal: journalFor('other@desk') };
    const seen: string[][] = [];
    const steps = [
      () => type(other, 'note', { text: 'one' }),
      () => type(other, 'resolve', { summary: 'over' }),
    ];
    const slow: Context = {
      ...context,
      options: { ...context.options, json: true },
      clock: {
        ...clock,
        sleep: async (milliseconds, signal) => {
          await steps.shift()?.();
          return clock.sleep(milliseconds, signal);
        },
      },
    };
    const outcome = await watch.run({ incident: undefined, interval: undefined }, slow, {
      update: () => {},
      emit: ({ entries }) => void seen.push(entries.map(({ id }) => id)),
    });
    expect(seen).toEqual([['#1'], ['#2'], ['#3']]);
    expect(outcome).toMatchObject({ verdict: 'ok', streamed: true, data: { ended: true } });
  });
});
