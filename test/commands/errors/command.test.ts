import { describe, expect, it } from 'vitest';
import errors from '../../../src/commands/errors/command.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { ErrorTracker, WholeIssue } from '../../../src/ports/errors.ts';
import { width } from '../../../src/terminal/measure.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { plainScreen } from '../../support/terminal.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
const minute = 60_000;
const long = `TypeError: Cannot read properties of undefined (reading '${'members '.repeat(20)}')`;

const issue = (parts: Partial<WholeIssue> = {}): WholeIssue => ({
  id: '5612345678',
  shortId: 'WEB-1A',
  title: `${long.slice(0, 60)}…`,
  message: long,
  culprit: 'src/group.tsx in GroupHeader',
  url: 'https://talkstudio.sentry.io/issues/5612345678/',
  level: 'error',
  unhandled: true,
  events: 600,
  users: 90,
  firstSeen: now - 18 * minute,
  lastSeen: now - minute,
  firstRelease: 'talkstudio@1.2.3',
  lastRelease: 'talkstudio@1.2.3',
  hourly: { from: now - 24 * 60 * minute, step: 60 * minute, counts: [0, 1, 9] },
  ...parts,
});
const old = issue({ id: '7', shortId: 'WEB-2', message: 'AbortError', events: 4, firstSeen: 0 });

interface World {
  readonly issues?: readonly WholeIssue[] | TsopsError;
  readonly environment?: string;
  readonly asked?: (string | undefined)[];
}

function world({ issues = [issue(), old], environment = 'production', asked = [] }: World = {}) {
  const all = issues instanceof Error ? [] : issues;
  const answer = async () => {
    if (issues instanceof Error) throw issues;
    return all;
  };
  const tracker: Partial<ErrorTracker> = {
    page: (name) => `https://talkstudio.sentry.io/issues/?environment=${name ?? 'production'}`,
    issues: (_window, read) => {
      asked.push(read?.environment);
      return answer();
    },
    issue: async (id) =>
      (await answer()).find((each) => [each.id, each.shortId].includes(id)) ?? null,
  };
  return fakeContext({
    clock: fakeClock(now),
    config: resolveConfig({
      environments: { production: { url: 'https://a.test' }, staging: { url: 'https://b.test' } },
    }),
    environment,
    services: { errors: async () => tracker as ErrorTracker },
  });
}

function ask(raw: Readonly<Record<string, unknown>> = {}, parts: World = {}) {
  const parsed = errors.input.safeParse(raw);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join());
  return errors.run(parsed.data, world(parts), { update: () => {}, emit: () => {} });
}

const screen = (columns = 80) => plainScreen(() => now, columns);
const shown = async (raw = {}, parts: World = {}, columns = 80) =>
  errors.view((await ask(raw, parts)).data, screen(columns));

describe('tsops errors', () => {
  it('tells the heaviest with the whole message, where, since when, and what leads on', async () => {
    const { verdict, next, data } = await ask();
    expect(verdict).toBe('bad');
    expect(next).toEqual(['tsops errors WEB-1A', 'tsops runbook high-error-rate']);
    const text = errors.view(data, screen());
    expect(text.replace(/\s+/g, ' ')).toContain(long.replace(/\s+/g, ' '));
    for (const part of ['600 events, 90 users', 'since v1.2.3', 'first 18m ago', '/5612345678/']) {
      expect(text).toContain(part);
    }
  });

  it('does not sound an alarm for what there always is', async () => {
    const { verdict, next } = await ask({}, { issues: [old] });
    expect(verdict).toBe('ok');
    expect(next).toEqual(['tsops errors WEB-2']);
  });

  it.each([40, 80])('cuts nothing at %i columns but what cannot be broken', async (columns) => {
    const lines = (await shown({}, {}, columns)).split('\n');
    const wide = lines.filter((line) => width(line) > columns && line.trim().includes(' '));
    expect(wide).toEqual([]);
    expect(lines.join('')).not.toContain('…');
  });

  it('lists as many as are wanted, and says how many more there are', async () => {
    expect(await shown({ limit: '1' })).toMatch(/WEB-1A[\s\S]*and 1 more: --limit 20$/);
    expect(await shown({ limit: '2' })).not.toContain('more:');
  });

  it('has no data where nothing came, and does not call it good', async () => {
    const { verdict, next, data } = await ask({}, { issues: [] });
    expect(verdict).toBe('no-data');
    expect(next).toEqual(['tsops health']);
    expect(errors.view(data, screen())).toContain('none is reported');
  });

  it.each([[{}], [{ id: 'WEB-1A' }]])('is unknown where Sentry is down (%j)', async (raw) => {
    const down = new TsopsError({ kind: 'unreachable', message: 'Sentry answered 503' });
    const { verdict, problems, data } = await ask(raw, { issues: down });
    expect(verdict).toBe('unknown');
    expect(problems).toMatchObject([{ message: 'Sentry answered 503' }]);
    expect(errors.view(data, screen())).toContain('? ');
  });

  it('asks for the environment that is meant, and its next steps name it', async () => {
    const asked: (string | undefined)[] = [];
    const { next } = await ask({}, { environment: 'staging', asked });
    expect(asked[0]).toBe('staging');
    expect(next?.[0]).toBe('tsops errors WEB-1A --env staging');
  });

  it.each([
    [{ since: '20s' }, 'a duration'],
    [{ since: '30d' }, 'a duration'],
    [{ limit: '0' }, 'a number'],
    [{ limit: '21' }, 'a number'],
    [{ id: 'members' }, 'an id of Sentry'],
  ])('refuses %j', async (raw, message) => {
    expect(() => ask(raw)).toThrow(message);
  });

  it('says it in Korean', async () => {
    const { data } = await ask();
    const text = errors.view({ ...data, language: 'ko' }, screen());
    expect(text).toContain('이벤트 600건, 사용자 90명');
    expect(text).toContain('18분 전');
    expect(text).not.toMatch(/events|users|first|ago/);
  });
});

describe('tsops errors <id>', () => {
  it.each(['WEB-1A', 'web-1a', '5612345678', 'https://talkstudio.sentry.io/issues/5612345678/'])(
    'shows one in full, named as %s',
    async (id) => {
      const { verdict, next, data } = await ask({ id });
      expect(verdict).toBe('bad');
      expect(next).toEqual(['tsops runbook high-error-rate', 'tsops deploys']);
      const text = errors.view(data, screen());
      expect(text.replace(/\s+/g, ' ')).toContain(long.replace(/\s+/g, ' '));
      expect(text).toMatch(/release +first v1\.2\.3, last v1\.2\.3/);
      expect(text).toMatch(/24 h +▁▂█/);
    },
  );

  it('names the one that a slip of the finger meant, and guesses no further', async () => {
    await expect(ask({ id: 'WEB-1B' })).rejects.toMatchObject({
      kind: 'usage',
      message: 'Sentry has no error WEB-1B. Did you mean WEB-1A?',
      next: ['tsops errors WEB-1A'],
    });
    await expect(ask({ id: 'WEB-9ZZ' })).rejects.toMatchObject({
      message: 'Sentry has no error WEB-9ZZ.',
      next: ['tsops errors'],
    });
  });

  it('tells one that does not happen now as well, and that there is nothing to do', async () => {
    const quiet = issue({ id: '9', shortId: 'WEB-3', firstSeen: 0 });
    const only = world({ issues: [old] });
    const tracker = await only.services.errors();
    const services = {
      errors: async () => ({ ...tracker, issue: async () => quiet }) as ErrorTracker,
    };
    const context = { ...only, services: { ...only.services, ...services } };
    const input = { id: 'WEB-3', since: undefined, limit: 10 };
    const { verdict, next, data } = await errors.run(input, context, {
      update: () => {},
      emit: () => {},
    });
    expect(verdict).toBe('ok');
    expect(next).toEqual([]);
    expect(errors.view(data, screen())).toContain('production: 0 events, 0 users');
  });

  it('says it in Korean', async () => {
    const { data } = await ask({ id: 'WEB-1A' });
    const text = errors.view({ ...data, language: 'ko' }, screen());
    expect(text).toMatch(/릴리스 +최초 v1\.2\.3/);
    expect(text).not.toMatch(/events|first |ago/);
  });
});
