import { describe, expect, it } from 'vitest';
import type { ErrorOnset } from '../../../../src/domain/errors/findings.ts';
import type { Collected, EvidenceId, Findings } from '../../../../src/domain/evidence/findings.ts';
import { questions, questionsAbout } from '../../../../src/domain/evidence/questions/table.ts';
import { errorOnsetWording } from '../../../../src/domain/evidence/wording/error-onset.ts';
import type { Wording } from '../../../../src/domain/evidence/wording.ts';
import { errorIds, inquiryInto } from '../../../support/inquiry.ts';
import { plainScreen } from '../../../support/terminal.ts';

const width = plainScreen(() => 0).width;
const scenarios = ['bad-deploy', 'dicebear-outage', 'browser-bug', 'false-alarm', 'site-down'];

async function collected(name: string): Promise<Collected> {
  const inquiry = await inquiryInto(name);
  const pairs = errorIds.map(async (id) => [id, await inquiry.ask(id)] as const);
  return Object.fromEntries(await Promise.all(pairs)) as Collected;
}

const percent = (share: number | null): string => `${Math.round(100 * (share ?? Number.NaN))} %`;

type ErrorQuestion = (typeof errorIds)[number];

type Facts = {
  readonly [Id in ErrorQuestion]: (value: Findings[Id]) => readonly string[];
};

/** What the sentence of each answer has to say, in either language. */
const facts: Facts = {
  'error-rate': ({ recentRate, limit }) => [`${recentRate?.toFixed(1)} %`, `${limit} %`],
  'error-types': ({ events, newShare, types }) => [
    String(events),
    ...(newShare > 0 ? [percent(newShare), types[0]?.firstVersion ?? ''] : []),
  ],
  'error-onset': ({ at }) => (at === null ? [] : [new Date(at).toISOString().slice(11, 16)]),
  'recent-deploys': ({ deploys: [last] }) => [last?.version ?? '', last?.actor ?? ''],
  'release-split': ({ releases: [first] }) => [
    first?.version ?? '',
    percent(first?.errorShare ?? null),
    percent(first?.sessionShare ?? null),
  ],
  correlation: ({ suspect, newInSuspect }) =>
    suspect === null ? [] : [suspect.version, percent(newInSuspect)],
  'affected-users': ({ users }) => [String(users)],
  'browser-split': ({ standsOut }) =>
    standsOut === null ? [] : [standsOut.name, percent(standsOut.errorShare)],
  dependencies: () => ['DiceBear'],
  'status-pages': () => [],
};

/** Versions, browsers and figures of a sentence; `1인당` is Korean for *each*. */
function figuresIn(text: string): string[] {
  const found = text.replace('1인당', '').match(/v?\d[\d.:]*\d|\d|Safari|DiceBear/g);
  return (found ?? []).toSorted();
}

describe.each(scenarios)('what was found in %s', (name) => {
  it('is told with its own figures, the same in both languages', async () => {
    const all = await collected(name);
    for (const id of Object.keys(facts) as ErrorQuestion[]) {
      const value = all[id]?.value;
      if (value === null || value === undefined) throw new Error(`${id} has no value`);
      const { en, ko } = (questions[id].wording as Wording<unknown>).sentence(value);
      for (const fact of (facts[id] as (found: Findings[EvidenceId]) => readonly string[])(value)) {
        expect([id, fact, en]).toEqual([
          id,
          expect.stringMatching(/./),
          expect.stringContaining(fact),
        ]);
      }
      expect([id, figuresIn(ko)]).toEqual([id, figuresIn(en)]);
    }
  });

  it('is told in one line of each language, and its picture holds nothing empty', async () => {
    const all = await collected(name);
    for (const id of questionsAbout('errors')) {
      const told = questions[id].wording as Wording<unknown>;
      const value = all[id]?.value;
      if (value === null || value === undefined) throw new Error(`${id} has no value`);
      const { en, ko } = told.sentence(value);
      for (const text of [en, ko, told.title.en, told.title.ko]) {
        expect(text).not.toMatch(/undefined|NaN|null|Infinity|\n|\.$/);
        expect([id, text.length > 0, width(text) <= 120]).toEqual([id, true, true]);
      }
      expect(ko).toMatch(/[가-힣]/);
      const picture = told.picture?.(value, all);
      if (picture?.kind === 'rows') {
        const lengths = new Set(picture.rows.map(({ cells }) => cells.length));
        expect(lengths.size).toBe(1);
        expect(picture.flexible).toBeLessThan([...lengths][0] ?? 0);
      }
      if (picture?.kind === 'series') expect(picture.values.length).toBeLessThanOrEqual(60);
    }
  });
});

const minute = 60_000;
const to = Date.parse('2026-11-23T03:00:00Z');
const from = to - 1440 * minute;
const onset: ErrorOnset = {
  at: to - 20 * minute,
  between: { from: to - 22 * minute, to: to - 19 * minute },
  confidence: 0.999,
  before: 0.42,
  since: 44.4,
  endedAt: null,
  gradual: false,
  from,
  counts: Array.from({ length: 1440 }, (_, index) => (index < 1420 ? 0 : 44)),
};

describe('the onset', () => {
  const sentence = (more: Partial<ErrorOnset>) =>
    errorOnsetWording.sentence({ ...onset, ...more }).en;

  it('is told with its levels, its minute, how sure that is, and its end', () => {
    expect(sentence({})).toBe('0.4 → 44 errors/min since 02:40 UTC ±2 min (99 % sure)');
    expect(sentence({ gradual: true, endedAt: to - 5 * minute })).toBe(
      '0.4 → 44 errors/min gradually since 02:40 UTC ±2 min (99 % sure); over since 02:55 UTC',
    );
  });

  it('is told to have been before the history where no more is known', () => {
    const between = { from: from - 6 * 1440 * minute, to: from };
    expect(sentence({ at: from, between, confidence: 0.5 })).toMatch(/since before 03:00 UTC/);
  });

  it('is drawn from an hour before on, with the deploys of that time and itself marked', () => {
    const deploy = (version: string, ago: number) => ({
      runId: ago,
      version,
      environment: 'production',
      actor: 'a',
      at: to - ago * minute,
      endedAt: to - ago * minute,
      conclusion: 'success',
      status: 'completed',
      url: '',
    });
    const deploys = [deploy('v1.2.3', 21), deploy('v1.2.2', 3000)];
    const others = {
      'recent-deploys': { value: { deploys, served: null, builtAt: null, tags: null } },
    } as unknown as Collected;
    const picture = errorOnsetWording.picture?.(onset, others);
    if (picture?.kind !== 'series') throw new Error('no series');
    expect(picture.from).toBe(to - 80 * minute);
    expect(picture.marks.map(({ label }) => label)).toEqual(['v1.2.3', 'errors begin']);
    const total = picture.values.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    expect(total).toBe(20 * 44);
  });
});
