import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import oncall from '../../../src/commands/oncall/command.ts';
import lint from '../../../src/commands/oncall/lint.ts';
import override from '../../../src/commands/oncall/override.ts';
import schedule from '../../../src/commands/oncall/schedule.ts';
import type { OnCallNow } from '../../../src/commands/oncall/view.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { AnyCommand } from '../../../src/contract/command.ts';
import type { Context } from '../../../src/contract/context.ts';
import { width } from '../../../src/terminal/measure.ts';
import { incidentInSandbox, run } from '../../support/incident.ts';
import { plainScreen } from '../../support/terminal.ts';

const now = Date.parse('2026-11-25T03:15:00Z');

/** Minji's week; PagerDuty of the sandbox agrees. */
const shared = `
timezone: Asia/Seoul
contacts:
  - { name: Minji Kim, role: on-call engineer, phone: "+82-2-555-0101", slack: "@minji" }
  - { name: Seungho Park, role: tech lead, phone: "+82-2-555-0102", timezone: America/New_York }
  - { name: Yuna Choi, role: engineering manager, phone: "+82-2-555-0103" }
`;

async function here(parts: { oncall?: string; token?: string; lang?: 'en' | 'ko' } = {}) {
  const env = parts.token === undefined ? {} : { PAGERDUTY_API_TOKEN: parts.token };
  const sandboxed = await incidentInSandbox(env);
  const { sandbox, stateDir } = sandboxed;
  const rotation = '  primary: [Minji Kim, Seungho Park, Yuna Choi]';
  const text = `${shared}pagerduty: { apiUrl: "${sandbox.urls.pagerduty}" }
oncall:
  start: 2026-11-23
${parts.oncall ?? rotation}
`;
  const file = join(stateDir, 'tsops.config.yaml');
  await writeFile(file, text);
  await utimes(file, now / 1000, now / 1000 - 3 * 86_400);
  const config = () => loadConfig({ file, env: {}, cwd: stateDir });
  const { createServices } = await import('../../../src/services/registry.ts');
  const { children, signal } = sandboxed.context;
  // No budget runs out: a sleep only ends by its signal.
  const clock: Context['clock'] = {
    now: () => sandboxed.clock.now(),
    sleep: (_ms, until) =>
      new Promise((_resolve, reject) => {
        until?.addEventListener('abort', () => reject(until.reason));
      }),
  };
  const all = { ...sandbox.env, ...env };
  const services = createServices({ env: all, clock, signal, children, drill: true, config });
  const options = { ...sandboxed.context.options, language: parts.lang };
  const context: Context = { ...sandboxed.context, clock, config, services, options };
  return { ...sandboxed, context, file };
}

async function type(command: AnyCommand, context: Context, raw = {}) {
  const outcome = await run(command, context, raw);
  const view = command.view as (data: unknown, screen: unknown) => string;
  const text = view(
    outcome.data,
    plainScreen(() => now),
  );
  const lines = text.split('\n');
  expect(lines.filter((line) => width(line) > 80)).toEqual([]);
  return { ...outcome, text, lines };
}

describe('tsops oncall', () => {
  it('tells who, until when, how to reach them, and that PagerDuty agrees', async () => {
    const { context } = await here();
    const { text, verdict, lines } = await type(oncall, context);
    expect(verdict).toBe('ok');
    expect(text).toContain('on call: Minji Kim');
    expect(text).toMatch(/primary +Minji Kim {2}12:15, awake {2}\+82-2-555-0101 {2}@minji/);
    expect(text).toMatch(/secondary +Seungho Park {2}22:15, awake/);
    expect(text).toMatch(/until +2026-11-30 09:00:00 KST \(00:00 UTC\), in 4d/);
    expect(text).toMatch(/then +Seungho Park/);
    expect(text).toContain('15m: Seungho Park (tech lead)  +82-2-555-0102');
    expect(text).toContain('PagerDuty; the config agrees');
    expect(lines.length).toBeLessThanOrEqual(22);
  });

  it('says who is asleep, by their own clocks', async () => {
    const { context, clock } = await here();
    clock.advance(60 * 60_000);
    expect((await type(oncall, context)).text).toMatch(/Seungho Park {2}23:15, asleep/);
  });

  it('answers in Korean', async () => {
    const { context } = await here({ lang: 'ko' });
    const { text } = await type(oncall, context);
    expect(text).toContain('당직: Minji Kim');
    expect(text).toContain('PagerDuty; 설정 파일과 일치합니다');
    expect(text).toMatch(/시작 .*, 2일 3시간 전\n/);
    expect(text).toMatch(/종료 .*, 4일 21시간 후\n/);
    expect(text).toContain('15분: Seungho Park (tech lead)');
    expect(text).not.toMatch(/\b(?:ago|in|15m)\b/);
  });

  it('tells the age of the config in Korean, each text below the other', async () => {
    const { context, inject } = await here({ lang: 'ko' });
    inject({ system: 'pagerduty', kind: 'status', status: 503 });
    const { text, lines } = await type(oncall, context);
    expect(text).toContain('설정 파일, 수정 3일 전');
    const texts = lines.filter((line) => /^ {2}[가-힣]/.test(line));
    const begins = texts.map((line) => {
      const label = /^ {2}[가-힣]+(?: [가-힣]+)*/.exec(line)?.[0] ?? '';
      return width(label) + (/^ +/.exec(line.slice(label.length))?.[0].length ?? 0);
    });
    expect(new Set(begins).size).toBe(1);
  });

  it('shows the difference, and believes PagerDuty, which pages', async () => {
    const { context } = await here({ oncall: '  primary: [Yuna Choi, Seungho Park]' });
    const { text, verdict } = await type(oncall, context);
    expect(verdict).toBe('warn');
    expect(text).toContain('on call: Minji Kim');
    expect(text).toContain('they differ: PagerDuty Minji Kim, the config Yuna Choi');
  });

  it('falls back to the config, with its age, where PagerDuty is down', async () => {
    const { context, inject } = await here();
    inject({ system: 'pagerduty', kind: 'status', status: 503 });
    const { text, verdict, problems, data } = await type(oncall, context);
    expect(verdict).toBe('unknown');
    expect(problems).toMatchObject([
      { message: expect.stringContaining('PagerDuty is in trouble: it answered 503') },
    ]);
    expect(text).toContain('on call: Minji Kim');
    expect(text).toMatch(/source +the config, written 3d ago/);
    expect(text).toContain('? whom PagerDuty would page is not known');
    expect(data).toMatchObject({ configWritten: expect.any(Number) });
  });

  it('shows at once what the config says, and never as settled', async () => {
    const { context, inject } = await here();
    inject({ system: 'pagerduty', kind: 'hang' });
    const shown: OnCallNow[] = [];
    const update = (data: OnCallNow): void => void shown.push(data);
    // PagerDuty never answers: what is awaited is the first screen alone.
    void oncall.run({}, context, { update, emit: () => {} }).catch(() => {});
    await expect.poll(() => shown.length).toBe(1);
    const [first] = shown as [OnCallNow];
    const screen = plainScreen(() => now);
    expect(oncall.view(first, screen)).toMatch(/^\? on call: Minji Kim/);
    expect(oncall.view(first, screen)).toContain('PagerDuty is being asked …');
  });

  it('takes PagerDuty alone where the config names nobody', async () => {
    const { context } = await here({ oncall: '  primary: []' });
    const { text, verdict } = await type(oncall, context);
    expect([verdict, text]).toEqual(['ok', expect.stringContaining('on call: Minji Kim')]);
  });

  it('says how to set a rotation where there is none, and no token', async () => {
    const { context } = await here({ oncall: '  primary: []', token: '' });
    await expect(type(oncall, context)).rejects.toMatchObject({
      kind: 'config',
      message: 'No on-call rotation is set.',
    });
    await expect(type(lint, context)).rejects.toThrow('No on-call rotation is set.');
  });

  it('is bad where nobody is on call', async () => {
    const rotation = `  primary: [Minji Kim]
  leave: [{ person: Minji Kim, from: 2026-11-24, to: 2026-11-26 }]`;
    const { context } = await here({ oncall: rotation, token: '' });
    const { text, verdict } = await type(oncall, context);
    expect([verdict, text]).toEqual(['bad', expect.stringContaining('nobody is on call')]);
  });
});

describe('tsops oncall schedule', () => {
  it('shows the weeks without a gap, and fits the screen in both languages', async () => {
    for (const lang of ['en', 'ko'] as const) {
      const { context } = await here({ lang });
      const { lines, verdict, data } = await type(schedule, context);
      expect(verdict).toBe('ok');
      expect(lines.length).toBeLessThanOrEqual(22);
      const { shifts } = data as { shifts: { from: number; to: number }[] };
      expect(shifts.map(({ from }) => from).slice(1)).toEqual(
        shifts.map(({ to }) => to).slice(0, -1),
      );
    }
  });

  it('writes a calendar', async () => {
    const { context, stateDir } = await here();
    const { text } = await type(schedule, context, { ics: 'on.ics' });
    expect(text).toContain('wrote on.ics');
    const ics = await readFile(join(stateDir, 'on.ics'), 'utf8');
    expect(ics).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    expect(ics).toContain('SUMMARY:TalkStudio On call: Minji Kim\r\n');
    expect(ics).toContain('UID:oncall-20261123T000000Z@talkstudio.tsops\r\n');
    expect(ics).toContain('DTEND:20261128T000000Z\r\n');
  });

  it.each(['0', '53', 'four', '4w'])('refuses %s weeks', async (weeks) => {
    const { context } = await here();
    await expect(type(schedule, context, { weeks })).rejects.toThrow(/whole number from 1 to 52/);
  });
});

describe('tsops oncall lint', () => {
  it('finds nothing in a fair rotation', async () => {
    const { context } = await here();
    expect((await type(lint, context)).verdict).toBe('ok');
  });

  it('ends with exit 2 where somebody has no contact', async () => {
    const { context } = await here({ oncall: '  primary: [Minji Kim, Jiho Lee]' });
    const { text, exitCode } = await type(lint, context);
    expect([exitCode, text]).toEqual([2, expect.stringContaining('Jiho Lee is not among')]);
  });
});

describe('tsops oncall override', () => {
  const raw = { person: 'yuna', from: '2026-11-24 12:00', to: '8h' };

  it('shows before and after, and lines that the config takes', async () => {
    const { context, file } = await here();
    const { text, data } = await type(override, context, { ...raw, reason: 'a "swap": #1' });
    expect(text).toMatch(/After[\s\S]*11-24 12:00 – 11-24 20:00 +Yuna Choi, Seungho Park/);
    const lines = (data as { yaml: string }).yaml.split('\n').slice(1).join('\n');
    await writeFile(file, `${await readFile(file, 'utf8')}${lines}\n`);
    const { overrides } = (await context.config()).config.oncall;
    expect(overrides).toMatchObject([{ person: 'Yuna Choi', reason: 'a "swap": #1' }]);
  });

  it.each([
    [{ ...raw, to: '8' }, /<to> 8 is not a time.*with its unit/],
    [{ ...raw, to: '2026-11-24 11:00' }, /is not after/],
    [{ ...raw, from: 'tomorrow' }, /<from> tomorrow is not a time/],
    [{ ...raw, person: 'Mingi Kim' }, /did you mean Minji Kim/],
    [{ ...raw, person: 'i' }, /may be Minji Kim or Yuna Choi/],
  ])('refuses %j', async (wrong, message) => {
    const { context } = await here();
    await expect(type(override, context, wrong)).rejects.toThrow(message);
  });
});
