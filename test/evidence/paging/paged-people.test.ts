import { describe, expect, it } from 'vitest';
import { contactMeant, personNamed } from '../../../src/evidence/paging/paged-people.ts';
import type { Pages } from '../../../src/ports/pages.ts';
import { recorded } from '../../support/ask.ts';

const contacts = [
  { name: 'Minji Kim', role: 'on-call', timezone: 'Asia/Seoul' },
  { name: 'Jisoo Lee', role: 'tech lead', timezone: 'Asia/Seoul' },
  { name: 'Minsu Park', role: 'engineering manager', timezone: 'Asia/Seoul' },
];
const { signal } = new AbortController();

describe('the contact that is meant', () => {
  it.each([
    ['minji kim', 'Minji Kim'],
    ['Tech Lead', 'Jisoo Lee'],
    [' JISOO ', 'Jisoo Lee'],
    ['park', 'Minsu Park'],
  ])('by %j is %s', (name, expected) => {
    expect(contactMeant(contacts, name)?.name).toBe(expected);
  });

  it.each(['min', 'nobody', 'lead'])('by %j is nobody', (name) => {
    expect(contactMeant(contacts, name)).toBeUndefined();
  });

  it('is one whose whole name it is, though it is a part of another', () => {
    const two = [
      { name: 'Kim Lee', role: 'a' },
      { name: 'Kim', role: 'b' },
    ] as never;
    expect(contactMeant(two, 'kim')?.role).toBe('b');
  });
});

describe('the person that is paged', () => {
  const people = (...names: readonly string[]) =>
    recorded<Pages>({ people: async () => names.map((name, i) => ({ id: `P${i}`, name })) });
  const named = (pager: Pages, name: string) => personNamed(pager, contacts, name, signal);

  it('is looked for by the whole name of a contact, else by what was typed', async () => {
    const pager = people('Jisoo Lee');
    expect(await named(pager, 'tech lead')).toEqual({ id: 'P0', name: 'Jisoo Lee' });
    await named(pager, 'somebody');
    expect(pager.calls.map(({ args }) => args[0])).toEqual(['Jisoo Lee', 'somebody']);
  });

  it('is the one of exactly that name, else the only one', async () => {
    expect((await named(people('Jisoo Lee Jr', 'jisoo lee'), 'Jisoo')).id).toBe('P1');
    expect((await named(people('Dana Somebody'), 'dana')).id).toBe('P0');
  });

  it('is nobody where there is none, which leads to the contacts', async () => {
    await expect(named(people(), 'Dana')).rejects.toMatchObject({
      kind: 'usage',
      message: 'PagerDuty has no user named Dana.',
      why: 'Nobody was paged.',
      next: ['the contacts are Minji Kim, Jisoo Lee, Minsu Park'],
    });
    await expect(personNamed(people(), [], 'Dana', signal)).rejects.toMatchObject({
      next: ['the contacts are empty'],
    });
  });

  it('is nobody where several fit, exactly or not; five are named', async () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `Dana ${name}`);
    await expect(named(people(...six), 'dana')).rejects.toMatchObject({
      message: expect.stringContaining('6 people named dana'),
      next: six.slice(0, 5),
    });
    await expect(named(people('Dana', 'Dana', 'Dana x'), 'dana')).rejects.toMatchObject({
      kind: 'usage',
    });
  });
});
