import { describe, expect, it } from 'vitest';
import { runbookOf } from '../../src/domain/alerts/language/rule-runbook.ts';
import { builtIn } from '../../src/runbooks/built-in.ts';
import { questionsOf } from '../../src/runbooks/walk/asked-questions.ts';

const site = ['site-up', 'certificate', 'served-deploy'];

describe('is it up', () => {
  it.each(builtIn.map((one) => [one.id, one] as const))('is asked first by %s', (_, runbook) => {
    expect(questionsOf(runbook).slice(0, 3)).toEqual(site);
    const [first] = runbook.steps;
    expect(first?.kind === 'evidence' && first.collects[0]).toBe('site-up');
  });

  it.each(builtIn.map((one) => [one.id, one] as const))('has its responses in %s', (_, runbook) => {
    const ways = runbook.steps.flatMap((step) => ('response' in step ? step.response : []));
    expect(ways).toEqual(expect.arrayContaining(['escalate', 'renew', 'invalidate', 'redeploy']));
  });

  it("is asked by a team's own runbook that names a cause, and not by one that names none", () => {
    const [own] = builtIn;
    if (own === undefined) throw new Error('there is none');
    expect(questionsOf({ ...own, steps: [] })).toEqual(site);
    expect(questionsOf({ ...own, steps: [], diagnosis: null })).toEqual([]);
  });
});

describe('Service Down', () => {
  it('is the runbook of the P1 rule about uptime, where the rule names no other', () => {
    const metric = { name: 'uptime_check', source: 'UptimeRobot' };
    const rule = { condition: { metric } } as unknown as Parameters<typeof runbookOf>[0];
    expect(runbookOf(rule)).toBe('service-down');
    expect(runbookOf({ ...rule, runbook: 'our-own' })).toBe('our-own');
  });
});
