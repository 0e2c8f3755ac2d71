import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../src/domain/evidence/shape.ts';
import type { ShiftFacts } from '../../../../src/domain/oncall/hand-off/facts.ts';
import { handOffTitles, shiftHandOff } from '../../../../src/domain/oncall/hand-off/markdown.ts';
import { handOffWords } from '../../../../src/domain/oncall/hand-off/words.ts';
import { sampleShift } from '../../../samples/oncall/shift.ts';

const emptied = <Value>(evidence: Evidence<Value>, value: Value): Evidence<Value> => ({
  ...evidence,
  verdict: 'ok',
  value,
});
const unknown = (evidence: Evidence<never>, detail: string): Evidence<never> => ({
  ...evidence,
  ...{ verdict: 'unknown', value: null, detail },
});

const calm: ShiftFacts = {
  ...sampleShift,
  incidents: emptied(sampleShift.incidents, { open: [], ofShift: [], unread: [] }),
  alerts: emptied(sampleShift.alerts, {
    ...{ rules: [], noData: [], firing: [], waiting: [], paged: [], watched: true },
    recordedAt: null,
  }),
  actions: emptied(sampleShift.actions, []),
  openPages: emptied(sampleShift.openPages, []),
  silences: emptied(sampleShift.silences, []),
  deploys: emptied(sampleShift.deploys, []),
  pages: [],
};
const headings = (text: string) => text.split('\n').filter((line) => line.startsWith('## '));

describe('the hand-off of a shift', () => {
  it('tells who hands over to whom, how to reach them, and the window in both times', () => {
    const text = shiftHandOff(sampleShift, 'en');
    expect(text).toMatch(/^# Shift hand-off: Minji Kim → Seungho Park\n/);
    expect(text).toContain('Next: Seungho Park, +82-2-555-0102, @seungho, there 12:15');
    expect(text).toContain('2026-11-23 09:00 KST (00:00 UTC) – 2026-11-25 12:40 KST (03:40 UTC)');
    expect(text).toContain('Hand-over: 2026-11-30 09:00 KST (00:00 UTC), in 4d 20h');
    expect(text).toContain('Pages: 1 (0 at night, 23:00 to 07:00)');
  });

  it('begins with what is open, and the command to type', () => {
    const text = shiftHandOff(sampleShift, 'en');
    expect(headings(text)[0]).toBe('## Open now');
    expect(text).toMatch(
      /- \*\*P2\*\* Errors after v1\.2\.3 \(production\): mitigated, since .*`tsops/,
    );
  });

  it('names the pages that are open, and what is silenced until when', () => {
    const text = shiftHandOff(sampleShift, 'en');
    expect(text).toContain(
      '- #1201 P2 High Error Rate: acknowledged, since 11-25 12:14 KST (03:14 UTC); Minji Kim; `tsops pages`',
    );
    expect(text).toContain(
      '- Error Spike: silenced until 11-25 14:20 KST (05:20 UTC); minji@desk: follows the high error rate; `tsops alerts silence expire s1`',
    );
    expect(shiftHandOff(sampleShift, 'ko')).toContain('알림 중지; minji@desk');
  });

  it('says where PagerDuty could not be asked what is open', () => {
    const openPages = unknown(sampleShift.openPages as Evidence<never>, 'PagerDuty is in trouble');
    expect(shiftHandOff({ ...calm, openPages }, 'en')).toContain(
      'Pages: **Not known**: PagerDuty is in trouble',
    );
  });

  it('names the incident where several are open', () => {
    const open = sampleShift.incidents.value?.open ?? [];
    const twice = {
      open: [...open, ...open],
      ofShift: [],
      unread: ['20261125T000000Z-incident-x'],
    };
    const facts = { ...sampleShift, incidents: emptied(sampleShift.incidents, twice) };
    const text = shiftHandOff(facts, 'en');
    expect(text).toContain(`\`tsops incident status ${open[0]?.id}\``);
    expect(text).toContain('cannot be read: `tsops incident verify 20261125T000000Z-incident-x`');
  });

  it.each([
    ['en', 'Nothing: no alert, no incident, no action, no deploy.'],
    ['ko', '알림, 인시던트, 조치, 배포가 모두 없었습니다.'],
  ] as const)('tells of a calm shift in one line (%s)', (language, line) => {
    const text = shiftHandOff(calm, language);
    expect(text.split('\n')).toContain(line);
    expect(headings(text)).toHaveLength(3);
  });

  it('does not call a shift calm of which something is not known', () => {
    const deploys = unknown(calm.deploys as Evidence<never>, 'GitHub says 503');
    const text = shiftHandOff({ ...calm, deploys }, 'en');
    expect(text).toContain('## Deploys to production\n\n- **Not known**: GitHub says 503');
    expect(text).toContain('## Alerts\n\nNo alert fired.');
  });

  it('says where alerts were never recorded, and where nobody watches', () => {
    const alerts = { ...calm.alerts, verdict: 'no-data', value: null } as ShiftFacts['alerts'];
    expect(shiftHandOff({ ...calm, alerts }, 'en')).toContain('No alert was ever recorded here');
    const value = { ...calm.alerts.value, watched: false, recordedAt: calm.now };
    const unwatched = { ...calm, alerts: { ...calm.alerts, value } } as ShiftFacts;
    expect(shiftHandOff(unwatched, 'en')).toContain(
      'Nobody watches from this machine now; last recorded 11-25 12:40 KST (03:40 UTC).',
    );
  });

  it('tells what is unknown of the people, and by whose word it goes', () => {
    const handOver = unknown(calm.handOver as Evidence<never>, 'No on-call rotation is set.');
    const text = shiftHandOff({ ...calm, handOver }, 'en');
    expect(text).toMatch(/^# Shift hand-off: not known\n/);
    expect(text).toContain('- Hand-over: **Not known**: No on-call rotation is set.');
    const value = { ...calm.handOver.value, gap: 'PagerDuty is in trouble', differs: true };
    const gone = { ...calm, handOver: { ...calm.handOver, value } } as ShiftFacts;
    expect(shiftHandOff(gone, 'ko')).toContain(
      'PagerDuty를 확인할 수 없습니다: PagerDuty is in trouble',
    );
  });

  it('lets no text of people or vendors become Markdown', () => {
    const [incident] = sampleShift.incidents.value?.open ?? [];
    const title = '[x](http://evil) <img> `rm` **P1**';
    const open = incident === undefined ? [] : [{ ...incident, titles: { en: title, ko: title } }];
    const incidents = emptied(sampleShift.incidents, { open, ofShift: open, unread: [] });
    const text = shiftHandOff({ ...sampleShift, incidents }, 'en');
    expect(text).toContain('\\[x\\](http://evil) \\<img\\> \\`rm\\` \\*\\*P1\\*\\*');
  });

  it('has none of the English words in Korean', () => {
    const english = Object.values(handOffWords.en).filter((word) => typeof word === 'string');
    expect(english.length).toBeGreaterThan(30);
    for (const facts of [sampleShift, calm]) {
      // What stands in code, and what the record says of an action, is as it is.
      const text = shiftHandOff(facts, 'ko').replace(/`[^`]*`/g, '');
      const found = english.filter((word) => new RegExp(`\\b${word}\\b`).test(text));
      expect(found.filter((word) => word !== 'after')).toEqual([]);
      expect(handOffTitles.some((title) => text.startsWith(`# ${title}`))).toBe(true);
    }
  });
});
