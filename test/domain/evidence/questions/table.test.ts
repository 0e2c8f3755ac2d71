import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { weights } from '../../../../src/domain/diagnosis/weights.ts';
import type { EvidenceId } from '../../../../src/domain/evidence/findings.ts';
import type { QuestionRow } from '../../../../src/domain/evidence/questions/row.ts';
import { questions, questionsAbout } from '../../../../src/domain/evidence/questions/table.ts';
import { collectors } from '../../../../src/evidence/catalog.ts';
import { knownHypotheses } from '../../../../src/runbooks/known.ts';
import { repositoryFiles, textOf } from '../../../support/repository.ts';

const ids = Object.keys(questions) as EvidenceId[];
const rows = ids.map((id): [EvidenceId, QuestionRow<unknown>] => [id, questions[id]]);

/** Context, not proof: a change here is a decision about the diagnosis, and belongs into docs/diagnosis.md. */
const speakForNothing = ['release-split', 'status-pages', 'visits'];
const ofNumbers = rows.filter(([, { about }]) => about === 'numbers');
const ofDiagnoses = rows.flatMap(([id, row]) =>
  row.about === 'numbers' ? [] : [[id, row, row.about] as const],
);

describe.each(rows)('the row of %s', (id, row) => {
  it('has its own file, and a title in English and Korean', () => {
    expect(existsSync(`src/domain/evidence/questions/${id}.ts`)).toBe(true);
    const { en, ko } = row.wording.title;
    expect(en).toMatch(/[a-z]/i);
    expect(en).not.toMatch(/[가-힣]/);
    expect(ko).toMatch(/[가-힣]|LCP|CDN/);
  });

  it('is answered by a collector', async () => {
    expect(await collectors[id]()).toBeTypeOf('function');
  });
});

describe.each(ofNumbers)('the row of %s, which tells how things stand', (_id, row) => {
  it('speaks for no hypothesis, and clears none', () => {
    expect(row).toMatchObject({ weights: null, clears: [] });
  });
});

describe.each(ofDiagnoses)('the row of %s, which a runbook puts', (id, row, about) => {
  it('speaks with points, or says that it speaks for nothing', () => {
    const points = Object.values(row.weights ?? {}).map((weight) => weight.points);
    expect(row.weights === null).toBe(speakForNothing.includes(id));
    expect(points.length > 0).toBe(row.weights !== null);
    expect(points.every((each) => each !== 0 && Math.abs(each) <= 100)).toBe(true);
  });

  it('speaks of and clears hypotheses of its own runbook alone', () => {
    const own = knownHypotheses[about];
    const named = Object.values(row.weights ?? {}).map(({ hypothesis }) => hypothesis);
    expect([...named, ...row.clears].filter((each) => !own.includes(each))).toEqual([]);
    expect(new Set(row.clears).size).toBe(row.clears.length);
  });
});

describe('the table of questions', () => {
  it('holds no name of a weight twice', () => {
    const names = rows.flatMap(([, { weights }]) => Object.keys(weights ?? {}));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('holds no weight that the diagnosis never observes', () => {
    const rules = repositoryFiles().filter((file) => file.startsWith('src/domain/diagnosis/'));
    const code = rules.map(textOf).join('\n');
    const silent = (names: string[]) => names.filter((name) => !code.includes(`'${name}'`));
    expect(silent(Object.keys(weights))).toEqual([]);
    expect(silent(['deploy-tied', 'deploy-tie'])).toEqual(['deploy-tie']);
  });

  it('lets a cause be cleared by some question, and neither a false alarm nor what is not seen', () => {
    for (const about of ['errors', 'speed', 'site'] as const) {
      const asked = new Set<EvidenceId>([...questionsAbout('site'), ...questionsAbout(about)]);
      const cleared = new Set<string>([...asked].flatMap((id) => questions[id].clears));
      const causes = knownHypotheses[about].filter(
        (one) => !/^(?:false-alarm|cause-not-seen)$/.test(one),
      );
      expect([...cleared].toSorted()).toEqual(causes.toSorted());
    }
  });

  it('fills a panel from one question at most', () => {
    const panels = rows.flatMap(([, { panel }]) => panel ?? []);
    expect(panels.toSorted()).toEqual([
      'deployments',
      'error-rate',
      'latency',
      'recent-errors',
      'traffic',
      'web-vitals',
    ]);
  });

  it('tells the questions about errors from those about slow pages', () => {
    const [errors, speed] = [questionsAbout('errors'), questionsAbout('speed')];
    const site = questionsAbout('site');
    const numbers = questionsAbout('numbers');
    expect([...errors, ...speed, ...site, ...numbers].toSorted()).toEqual(ids.toSorted());
    expect(site).toEqual(['site-up', 'certificate', 'served-deploy']);
    expect(errors).toContain('error-rate');
    expect(errors).not.toContain('page-speed');
    expect(speed).not.toContain('error-rate');
  });
});
