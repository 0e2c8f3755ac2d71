import { describe, expect, it } from 'vitest';
import { type JournalLine, mergeLines } from '../../../src/domain/incident/merged-lines.ts';
import { incidentOf } from '../../../src/domain/incident/replay.ts';
import { reportOf } from '../../../src/domain/incident/report.ts';
import { newReport, notOurs, regenerated } from '../../../src/domain/incident/report-merge.ts';
import { line, own, startedFields } from '../../support/incident.ts';

const rollback = '20261125T032000Z-rollback-production';

function evidence(seq: number, after: number, id: string, verdict: string, value: unknown) {
  const told = { question: `what of ${id}`, verdict, value, detail: 'as told', source: 'Sentry' };
  return line(seq, after, 'evidence', { id, evidence: told });
}

const entries = [
  line(1, 0, 'started', { ...startedFields, runbook: 'high-error-rate' }),
  evidence(2, 1, 'error-rate', 'bad', { rate: 8.42, limit: 5, perMinute: 120 }),
  evidence(3, 1, 'error-onset', 'bad', { at: Date.parse('2026-11-25T03:05:00Z') }),
  evidence(4, 1, 'affected-users', 'bad', { users: 310, share: 0.123 }),
  evidence(5, 1, 'status-pages', 'unknown', null),
  line(6, 3, 'decision', {
    hypothesis: 'recent-deployment',
    about: 'v1.2.3',
    response: { kind: 'rollback', version: 'v1.2.2' },
    ranked: [{ hypothesis: 'recent-deployment', score: 85 }],
  }),
  line(7, 3, 'hypothesis', { hypothesis: 'client', change: 'ruled-out', reason: 'all | have it' }),
  line(8, 12, 'recovery', {
    recovered: true,
    detail: { en: '8.4 % → 0.3 %', ko: '8.4 % → 0.3 %' },
  }),
  line(9, 20, 'resolved', { summary: 'v1.2.3 broke the <picker>' }),
];
const linked = [
  line(1, 4, 'intent', {
    action: 'rollback',
    environment: 'production',
    from: 'v1.2.3',
    to: 'v1.2.2',
    incident: own,
  }),
  line(2, 5, 'receipt', { receipt: { runId: 1, url: 'https://github.com/o/r/actions/runs/1' } }),
  line(3, 10, 'outcome', { state: 'done', detail: 'v1.2.2 is served' }),
];

function report(
  all: readonly JournalLine[] = entries,
  language: 'en' | 'ko' = 'en',
  others: readonly JournalLine[] = linked,
) {
  const records = others.length === 0 ? [] : [{ id: rollback, entries: others }];
  const lines = mergeLines({ id: own, entries: all }, records);
  const incident = incidentOf(lines);
  if (incident === null) throw new Error('no incident');
  return reportOf({ incident, lines, zone: 'Asia/Seoul', language });
}

const fresh = newReport(own, report());
const withoutTimes = (text: string) =>
  text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'T')
    .replace(/\d\d:\d\d(?::\d\d)?/g, 'T')
    .replace(/tsops:begin (\S+) [0-9a-f]{12}/g, 'tsops:begin $1');

describe('the incident report', () => {
  it.each([
    ['error rate 8.4 % (limit 5 %) (Sentry) `#2`'],
    ['310 users affected (12.3 %) (Sentry) `#4`'],
    ['From detection to mitigation: 12m `#8`'],
    ['From the onset to mitigation: 22m `#3`'],
    ['Acknowledged: 2026-11-25 12:18:00 KST (03:18 UTC), 3m after detection `#6`'],
    ['rollback v1.2.3 → v1.2.2 (production): done `rollback#1`'],
    ['undo: `tsops rollback v1.2.3 --forward`'],
    ['| client (browser or OS) | ruled out | not ranked | all \\| have it | `#7` |'],
    ['status-pages [unknown]: could not be seen: as told `#5`'],
    ['v1.2.3 broke the \\<picker\\> `#9`'],
    ['| 2026-11-25 12:16:00 | 03:16:00 |'],
  ])('tells with the id of its line: %s', (text) => {
    expect(fresh).toContain(text);
  });

  it('leaves the analysis to people: five whys and action items are TODO', () => {
    expect(fresh.match(/^\d\. Why\? TODO$/gm)).toHaveLength(5);
    expect(fresh).toMatch(/- \[ \] TODO: what, who/);
  });

  it('says TODO where the journal has nothing', () => {
    const bare = newReport(own, report(entries.slice(0, 1), 'en', []));
    expect(bare).toContain('TODO: no evidence of the impact was recorded');
    expect(bare).toContain('Mitigated: TODO: not reached');
    expect(bare).toContain('TODO: no decision was recorded.');
  });

  it('links to where the evidence can be seen, and to no address that could not be one', () => {
    const runs = [
      linked[0] as JournalLine,
      line(3, 10, 'outcome', {
        state: 'done',
        detail: 'x',
        receipt: { url: 'https://github.com/o/r/actions/runs/1' },
      }),
    ];
    expect(newReport(own, report(entries, 'en', runs))).toContain(
      '[evidence](https://github.com/o/r/actions/runs/1)',
    );
    const evil = [line(1, 0, 'started', { ...startedFields, receipt: { url: 'javascript:x)' } })];
    expect(newReport(own, report(evil, 'en', []))).not.toContain('javascript');
  });

  it('is the same, times apart, for the same facts at other times', () => {
    const moved = (all: readonly JournalLine[]): JournalLine[] =>
      all.map((each) => {
        const at = new Date(Date.parse(each.at) + 3_600_000).toISOString();
        return { ...each, at, eventAt: at };
      });
    const onset = moved(entries).map((each) =>
      each.seq === 3 ? { ...each, ...pickEvidence(3, Date.parse('2026-11-25T04:05:00Z')) } : each,
    );
    const later = newReport(own, report(onset, 'en', moved(linked)));
    expect(later).not.toBe(fresh);
    expect(withoutTimes(later)).toBe(withoutTimes(fresh));
  });

  it('has every section in Korean too, with the same line ids', () => {
    const korean = newReport(own, report(entries, 'ko'));
    const ids = (text: string) => text.match(/`[\w-]*#\d+`/g);
    expect(ids(korean)).toEqual(ids(fresh));
    expect(korean).toContain('## 근본 원인');
    expect(korean).toContain('오류율 8.4 %(기준 5 %)');
  });
});

function pickEvidence(seq: number, at: number) {
  return { evidence: evidence(seq, 0, 'error-onset', 'bad', { at }).evidence };
}

describe('a report that is rewritten', () => {
  const later = report([...entries, line(10, 30, 'note', { text: 'a late finding' })]);

  it('is the same file where nothing happened since', () => {
    expect(regenerated(fresh, report(), 'en')).toBe(fresh);
  });

  it('keeps what people wrote between, before and behind the sections, and fills in what is new', () => {
    const edited = `Draft, do not send\n${fresh
      .replace('TODO: what it meant for users and for the business.', 'Nobody could buy.')
      .replace('1. Why? TODO', '1. Why? A null check was missing')}\n## Thanks\n\nto all\n`;
    const text = regenerated(edited, later, 'en');
    expect(text).toMatch(/^Draft, do not send\n/);
    expect(text).toContain('Nobody could buy.');
    expect(text).toContain('1. Why? A null check was missing');
    expect(text).toMatch(/## Thanks\n\nto all\n$/);
    expect(text).toContain('a late finding');
    expect(text.match(/tsops:begin timeline/g)).toHaveLength(1);
  });

  it('keeps below the section what people changed inside one', () => {
    const edited = fresh.replace(
      '- Environment: production',
      '- Environment: production and staging',
    );
    const text = regenerated(edited, later, 'en');
    expect(text).toContain('> - Environment: production and staging');
    expect(text).toContain('- Environment: production\n');
    expect(regenerated(text, later, 'en')).toBe(text);
  });

  it('brings back a section that was taken out, behind the one before it', () => {
    const without = fresh.replace(/<!-- tsops:begin impact [\s\S]*?tsops:end impact -->\n/, '');
    expect(without).not.toContain('## Impact');
    const text = regenerated(without, later, 'en');
    expect(text.indexOf('## Impact')).toBeGreaterThan(text.indexOf('## Summary'));
    expect(text.indexOf('## Impact')).toBeLessThan(text.indexOf('## Timeline'));
  });

  it('loses nothing where an end mark was deleted', () => {
    const broken = fresh.replace('<!-- tsops:end summary -->\n', '');
    const text = regenerated(broken, later, 'en');
    for (const kept of broken.split('\n').filter((each) => each.startsWith('- '))) {
      expect(text).toContain(kept);
    }
  });

  it('takes an editor that writes CRLF', () => {
    expect(regenerated(fresh.replace(/\n/g, '\r\n'), report(), 'en')).toBe(fresh);
  });

  it('changes its language, but not the words of people', () => {
    const edited = fresh.replace('1. Why? TODO', '1. Why? Tests were skipped');
    const text = regenerated(edited, report(entries, 'ko'), 'ko', report());
    expect(text).toContain('## 타임라인');
    expect(text).toContain('TODO: 사용자와 비즈니스에 미친 영향을 적습니다.');
    expect(text).toContain('1. Why? Tests were skipped');
  });

  it('is refused for a file that is no report, or that of another incident', () => {
    expect(notOurs(own, '# My notes\n')).toBe('no report of tsops');
    expect(notOurs(own, fresh.replaceAll(own, `${own}-2`))).toBe('the report of another incident');
    expect(notOurs(own, fresh)).toBeNull();
  });
});
