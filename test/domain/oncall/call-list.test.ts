import { describe, expect, it } from 'vitest';
import { callsOf } from '../../../src/domain/oncall/call-list.ts';
import { type CallList, callLines, callListSource } from '../../../src/domain/oncall/call-text.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const policy = [
  { to: 'on-call', after: 0 },
  { to: 'tech lead', after: 900_000 },
  { to: 'engineering manager', after: 1_800_000 },
];
const contact = (name: string, role: string, more = {}) => ({
  name,
  role,
  timezone: 'Asia/Seoul',
  ...more,
});
const contacts = [
  contact('Minji Kim', 'engineer', { phone: '+82 2 555 0101', slack: '@minji' }),
  contact('Seungho Park', 'tech lead', { timezone: 'America/New_York', phone: '+82 2 555 0102' }),
  contact('Yuna Choi', 'engineering manager'),
];

function list(onCall: string | null, people = contacts, language: 'en' | 'ko' = 'en'): CallList {
  return { language, calls: callsOf(policy, people, onCall, at), configWritten: null };
}

describe('whom to call by hand', () => {
  it('is everybody of the escalation, with number, Slack name and local time', () => {
    expect(callLines(list('Minji Kim'))).toEqual([
      'at once: call Minji Kim  +82 2 555 0101  @minji  12:00, awake',
      'after 15m: call Seungho Park  +82 2 555 0102  22:00, awake',
      'after 30m: call Yuna Choi  no number is set  12:00, awake',
    ]);
  });

  it('is the same in Korean', () => {
    expect(callLines(list('Minji Kim', contacts, 'ko'))).toEqual([
      '즉시 전화: Minji Kim  +82 2 555 0101  @minji  12:00, 활동 시간',
      '15m 후 전화: Seungho Park  +82 2 555 0102  22:00, 활동 시간',
      '30m 후 전화: Yuna Choi  번호 없음  12:00, 활동 시간',
    ]);
  });

  it('names nobody twice, who is on call and lead at once', () => {
    const names = list('Seungho Park').calls.map(({ person }) => person?.name);
    expect(names).toEqual(['Seungho Park', 'Yuna Choi']);
  });

  it('has the other contacts too where nobody is known to be on call: one of them is', () => {
    expect(callLines(list(null))).toEqual([
      'at once: call on-call (nobody is set)',
      expect.stringContaining('after 15m: call Seungho Park'),
      expect.stringContaining('after 30m: call Yuna Choi'),
      'or call Minji Kim  +82 2 555 0101  @minji  12:00, awake',
    ]);
  });

  it('says how to set them where the config names nobody at all', () => {
    const nobody = { ...list(null), calls: callsOf(policy, [], null, at) };
    expect(callLines(nobody)).toEqual([expect.stringContaining('add contacts and oncall')]);
    const korean = callLines({ ...nobody, language: 'ko' });
    expect(korean).toEqual([expect.stringContaining('contacts와 oncall을 추가')]);
  });

  it('says who is asleep by their own clocks, and what is not known of who is no contact', () => {
    const [first] = list('Hana Lee').calls;
    expect(first?.person).toMatchObject({ contact: null, asleep: null });
    expect(callLines(list('Hana Lee'))[0]).toBe('at once: call Hana Lee  no number is set');
    const late = {
      ...list('Minji Kim'),
      calls: callsOf(policy, contacts, 'Minji Kim', at + 11 * 3_600_000),
    };
    expect(callLines(late)[0]).toContain('23:00, asleep');
  });

  it('tells the age of the config in a unit that people count in', () => {
    const aged = (milliseconds: number, language: 'en' | 'ko' = 'en') =>
      callListSource({ language, calls: [], configWritten: at - milliseconds }, at);
    expect(aged(3 * 86_400_000 + 5_000_000)).toBe('Whom to call, by the config, written 3d ago:');
    expect(aged(125 * 60_000)).toBe('Whom to call, by the config, written 2h ago:');
    expect(aged(10)).toBe('Whom to call, by the config, written 1m ago:');
    expect(aged(60 * 86_400_000, 'ko')).toBe('설정 파일(60d 전 수정) 기준 연락 순서:');
    expect(callListSource(list('Minji Kim'), at)).toBe('Whom to call, by the config:');
  });
});
