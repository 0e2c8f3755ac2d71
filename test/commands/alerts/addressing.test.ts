import { describe, expect, it } from 'vitest';
import { alertAddressing } from '../../../src/commands/alerts/addressing.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';

const contacts = [
  { name: 'Yuna Choi', role: 'engineering manager', phone: '3' },
  { name: 'Seungho Park', role: 'tech lead' },
  { name: 'Jisoo Lee', role: 'engineer', phone: '2' },
  { name: 'Minji Kim', role: 'engineer', phone: '1' },
].map((contact) => ({ ...contact, timezone: 'Asia/Seoul' }));
const config = resolveConfig({
  contacts,
  oncall: { start: '2026-11-23', primary: ['Minji Kim', 'Jisoo Lee'] },
});

const phonesAt = async (moment: string) => {
  const context = fakeContext({ clock: fakeClock(Date.parse(moment)), config });
  return (await alertAddressing(context)).phones.map(({ name }) => name);
};

describe('whom the phone channel calls', () => {
  it('is whoever is on call, then the escalation; who has no number is left out', async () => {
    expect(await phonesAt('2026-11-25T03:00:00Z')).toEqual(['Minji Kim', 'Yuna Choi']);
  });

  it('changes at the hand-over', async () => {
    expect(await phonesAt('2026-11-30T00:00:00Z')).toEqual(['Jisoo Lee', 'Yuna Choi']);
  });
});
