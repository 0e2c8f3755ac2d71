import { describe, expect, it } from 'vitest';
import drill from '../../../src/commands/drill/command.ts';
import type { DrillData } from '../../../src/commands/drill/data.ts';
import { pageText, viewDrill } from '../../../src/commands/drill/view.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { builtIn } from '../../../src/runbooks/built-in.ts';
import type { RunbookStep, ShellStep } from '../../../src/runbooks/definition.ts';
import { sandboxConfig } from '../../../src/sandbox/config.ts';
import { loadScenario } from '../../../src/sandbox/load-scenario.ts';
import { noise } from '../../../src/sandbox/noise.ts';
import { samples } from '../../samples/index.ts';
import { fakeContext } from '../../support/context.ts';
import { shippedScenarios as shipped } from '../../support/shipped.ts';
import { plainScreen } from '../../support/terminal.ts';
import { sandboxForWalk } from '../../support/walk-in-sandbox.ts';

const live = { update: () => {}, emit: () => {} };
const config = resolveConfig({});

describe('which scenario a drill plays', () => {
  it.each(['high-error-rate', 'performance-degradation'])(
    'is even over the seeds: %s',
    (runbook) => {
      const fits = shipped.filter((scenario) => scenario.runbook === runbook);
      const seeds = 400 * fits.length;
      const counts = new Map(fits.map(({ name }) => [name, 0]));
      for (let seed = 1; seed <= seeds; seed += 1) {
        const name = fits[Math.floor(noise(seed, 'scenario') * fits.length)]?.name ?? 'none';
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      // Five standard deviations of a fair choice.
      for (const count of counts.values()) expect(Math.abs(count - 400)).toBeLessThan(100);
    },
  );

  it('is refused where it belongs to no runbook', async () => {
    const asked = drill.run(
      { what: 'mixed-fleet', auto: true, seed: 1, report: false },
      fakeContext({ config }),
      live,
    );
    await expect(asked).rejects.toMatchObject({
      kind: 'usage',
      next: ['tsops sandbox --scenario mixed-fleet', 'tsops drill high-error-rate'],
    });
  });
});

describe('the page that begins a drill', () => {
  const told =
    /\b(?:breaks?|broke|lost|asleep|bucket|upload|workflow|review(?:er)?)\b|망가|권한|검토/i;

  it.each(shipped.map((scenario) => [scenario.name, scenario] as const))(
    'of %s tells what was noticed, not the cause',
    (_, { description, korean, cause }) => {
      const noticed = [description, korean?.description ?? ''].join(' ');
      expect(noticed).not.toMatch(told);
      expect(noticed).not.toContain(cause.summary);
    },
  );

  it('is in the language of the drill', () => {
    const [runbook] = builtIn;
    const [scenario] = shipped.filter(({ korean }) => korean !== undefined);
    if (runbook === undefined || scenario === undefined) throw new Error('nothing is shipped');
    const pager = { runbook, screen: plainScreen(() => 0), now: 0 };
    const page = (language: 'en' | 'ko') => pageText(scenario, { ...pager, language }).join(' ');
    expect(page('en')).toContain(runbook.title.en);
    expect(page('ko')).toContain(runbook.title.ko);
    expect(page('ko').split('  ').at(-1)).toMatch(/^[^a-z]*[가-힣]/);
  });

  it("says that the commands of a team's own runbook are real", () => {
    const step = { id: 'a', section: 'symptoms', kind: 'command', own: false, script: 'ls; ls' };
    const text = { en: 'a', ko: 'a' };
    const pager = { language: 'en' as const, screen: plainScreen(() => 0), now: 0 };
    const page = (steps: RunbookStep[]) => {
      const runbook = { severity: 'P3' as const, title: text, steps };
      return pageText({ description: 'Slow.' }, { ...pager, runbook })[0];
    };
    expect(page([{ ...step, title: text, body: text } as ShellStep])).toContain(
      "nothing here is real but your runbook's own commands",
    );
    expect(page([])).toMatch(/nothing here is real$/);
  });
});

describe('the score that ends a drill', () => {
  it('says in Korean why points of the checks are gone', () => {
    const { score, ...rest } = samples.drill as DrillData;
    const skipped = [
      { step: 'errors', reason: 'later' },
      { step: 'deploys', reason: 'later' },
    ];
    const data = { ...rest, run: { ...rest.run, language: 'ko' as const } };
    const screen = plainScreen(() => 0, 80, 'ko');
    expect(viewDrill({ ...data, score: { ...score, skipped } }, screen)).toMatch(
      /점검 .*2단계 생략/,
    );
    expect(viewDrill({ ...data, score }, screen)).not.toContain('생략');
  });
});

describe('a drill that nobody attends', () => {
  it('waits for no review and no recovery that does not come soon', async () => {
    const waits = async (name: string, unattended?: boolean) => {
      const scenario = await loadScenario(name);
      const at = new Proxy({}, { get: () => 'http://127.0.0.1:1' });
      const { rollback, runbooks } = sandboxConfig(scenario, at as never, 0, unattended);
      return [rollback, runbooks];
    };
    expect(await waits('stuck-approval', true)).toMatchObject([
      { timeout: '15s' },
      { recovery: '40s' },
    ]);
    const attended = [...(await waits('stuck-approval')), ...(await waits('bad-deploy', true))];
    expect(attended).toEqual([
      { pollInterval: '1s' },
      { recheck: '1s', arrival: '0' },
      { pollInterval: '1s' },
      { recheck: '1s', arrival: '0', recovery: '40s' },
    ]);
  });
});

describe('a drill', () => {
  it('tells as data what was true, what was recommended and what was done', async () => {
    const here = await sandboxForWalk('bad-deploy');
    const { context } = here.context();
    const entered: string[] = [];
    const enter: typeof context.enter = async ({ env, cwd }) => {
      entered.push(String(env.TSOPS_SANDBOX_URL), cwd);
      return context;
    };
    const input = { what: 'bad-deploy', auto: true, seed: 1, report: false };
    const { data, next, drill: marked } = await drill.run(input, { ...context, enter }, live);
    expect(data).toMatchObject({
      scenario: 'bad-deploy',
      seed: 1,
      truth: ['recent-deployment'],
      recommended: 'recent-deployment',
      actions: [{ action: 'rollback', target: 'v1.2.2', outcome: 'done' }],
      msToRecommendation: expect.any(Number),
      incident: expect.stringContaining('-incident-'),
    });
    expect(data.ranked[0]).toEqual({
      hypothesis: 'recent-deployment',
      score: expect.any(Number),
      for: expect.arrayContaining([expect.any(String)]),
      against: expect.any(Array),
    });
    expect(next?.[0]).toBe('tsops drill bad-deploy --seed 1');
    expect(marked).toBe(true);
    // The sandbox that was entered is gone.
    await expect(fetch(String(entered[0]))).rejects.toThrow();
    const { existsSync } = await import('node:fs');
    expect(existsSync(String(entered[1]))).toBe(false);
  });

  it('with noise is repeated with the same noise', async () => {
    const here = await sandboxForWalk('bad-deploy');
    const { context } = here.context();
    const noise: string[] = [];
    const enter: typeof context.enter = async ({ env }) => {
      const state = await fetch(`${env.TSOPS_SANDBOX_URL}/state`);
      noise.push(...((await state.json()) as { noise: string[] }).noise);
      return context;
    };
    const input = {
      what: 'bad-deploy',
      auto: true,
      seed: 1,
      report: false,
      noise: ['skew' as const],
    };
    const { next } = await drill.run(input, { ...context, enter }, live);
    expect(noise).toEqual(['skew']);
    expect(next?.[0]).toBe('tsops drill bad-deploy --seed 1 --noise skew');
  });

  it('that is stopped leaves no sandbox behind', async () => {
    const stop = new AbortController();
    const context = fakeContext({ signal: stop.signal, config });
    let directory = '';
    const enter: typeof context.enter = async ({ cwd }) => {
      directory = cwd;
      stop.abort(new Error('Ctrl-C'));
      throw stop.signal.reason;
    };
    const input = { what: 'bad-deploy', auto: true, seed: 1, report: false };
    const stopped = drill.run(input, { ...context, enter }, live);
    await expect(stopped).rejects.toThrow('Nothing of it is kept, and nothing real was touched.');
    const { existsSync } = await import('node:fs');
    expect([directory === '', existsSync(directory)]).toEqual([false, false]);
  });

  it.each(['both-at-once', 'slow-twice'])(
    'of two causes has two of them as its truth: %s',
    (name) => {
      const scenario = shipped.find((each) => each.name === name);
      expect(scenario?.answer?.recommended).toHaveLength(2);
    },
  );
});
