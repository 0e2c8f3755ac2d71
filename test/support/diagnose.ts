/*
 * One scenario, played from the page to the recommendation: the sandbox, the real services over real
 * sockets, every collector of the runbook, and the rules. For the guard and for `npm run diagnosis`.
 */

import { realClock } from '../../src/app/host.ts';
import { loadConfig } from '../../src/config/load.ts';
import { diagnoseErrors } from '../../src/domain/diagnosis/errors.ts';
import { diagnoseSite } from '../../src/domain/diagnosis/site.ts';
import { diagnoseSpeed } from '../../src/domain/diagnosis/speed.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/types.ts';
import { weightsAbout } from '../../src/domain/diagnosis/weights.ts';
import type { Collected } from '../../src/domain/evidence/findings.ts';
import { pinTime } from '../../src/domain/evidence/pinned-time.ts';
import { questionsAbout } from '../../src/domain/evidence/questions/table.ts';
import { createInquiry } from '../../src/evidence/asking/inquiry.ts';
import { collectors } from '../../src/evidence/catalog.ts';
import { knownHypotheses } from '../../src/runbooks/known.ts';
import { checkScenario } from '../../src/sandbox/check-scenario.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { noise as chance } from '../../src/sandbox/noise.ts';
import { noiseSchema } from '../../src/sandbox/rough/fields.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { createServices } from '../../src/services/registry.ts';
import { fakeContext } from './context.ts';
import { shippedScenarios as shipped } from './shipped.ts';
import { trustingAuthorityOf } from './trusted-authority.ts';

const questions = {
  'service-down': [...questionsAbout('site'), 'recent-deploys', 'status-pages'] as const,
  'high-error-rate': [...questionsAbout('site'), ...questionsAbout('errors')],
  'performance-degradation': [...questionsAbout('site'), ...questionsAbout('speed')],
};
const rules = {
  'service-down': diagnoseSite,
  'high-error-rate': diagnoseErrors,
  'performance-degradation': diagnoseSpeed,
};
/** Milliseconds that a source may take; nine times `runbooks.budget`, as a busy machine is no dead vendor. */
const budget = 90_000;
const day = 86_400_000;
const firstDay = Date.parse('2026-11-23T03:00:00Z');

export interface Played {
  readonly scenario: string;
  readonly seed: number;
  readonly answer: NonNullable<Scenario['answer']>;
  readonly collected: Collected;
  readonly diagnosis: Diagnosis;
  /** What the sandbox was asked and does not know: a collector and a vendor that misunderstand each other. */
  readonly unexpected: readonly string[];
  /** Milliseconds from the first question to the recommendation. */
  readonly took: number;
}

/** The shipped scenarios that have a right answer. */
export function answered(): readonly string[] {
  return shipped.filter((one) => one.answer !== undefined).map(({ name }) => name);
}

function shippedByName(name: string): Scenario {
  return checkScenario(
    shipped.find((one) => one.name === name),
    name,
  );
}

/** Another hour of another day for each seed: traffic comes and goes with the sun. Real time goes on from there. */
function clockOf(seed: number) {
  const start = seed === 1 ? firstDay : firstDay + Math.floor(chance(seed, 'start') * 7 * day);
  const began = Date.now();
  return { now: () => start + Date.now() - began, sleep: realClock.sleep };
}

let noise: Scenario['noise'] = [];

/** From here on every scenario is played with these presets of noise (commas between) beside its own. */
export function playWithNoise(presets: string): void {
  noise = noiseSchema.parse(presets === '' ? [] : presets.split(','));
}

/** Vendors that a diagnosis asks, each of which may be dead. */
export const vendors = ['github', 'sentry', 'aws', 'status'] as const;

/**
 * Plays a scenario (shipped ones by their name) with one seed; those that are `dead` answer nothing but errors. Throws
 * where the scenario has no answer.
 */
export async function play(
  one: string | Scenario,
  seed: number,
  dead: readonly (typeof vendors)[number][] = [],
): Promise<Played> {
  const scenario = typeof one === 'string' ? shippedByName(one) : one;
  const { name } = scenario;
  const clock = clockOf(seed);
  const noisy = { ...scenario, noise: [scenario.noise, noise].flat() };
  const sandbox = await startSandbox({ scenario: noisy, seed, clock });
  for (const system of dead) sandbox.inject({ system, kind: 'status', status: 503 });
  try {
    const { answer, runbook } = sandbox.world.scenario;
    if (!answer || !runbook) throw new Error(`${name} has no answer`);
    const { env } = sandbox;
    const { signal } = new AbortController();
    const missing = { missing: true, exitCode: 127, stdout: '', stderr: '' };
    const children = {
      capture: async () => missing,
      attach: async () => 127,
      run: async () => ({ exitCode: 127, output: '', ended: 'itself' as const }),
      launch: async () => false,
    };
    const load = () => loadConfig({ file: env.TSOPS_CONFIG, env, cwd: '/' });
    const context = {
      ...fakeContext({ clock, signal, children, host: { env }, drill: true }),
      services: createServices({ config: load, env, clock, signal, children, drill: true }),
    };
    const { config } = await load();
    const pinned = pinTime(clock.now());
    const asked = { context, config, environment: 'production', pinned, budget };
    const inquiry = createInquiry(asked, collectors);
    const began = performance.now();
    const entries = await trustingAuthorityOf(env, () =>
      Promise.all(questions[runbook].map(async (id) => [id, await inquiry.ask(id)] as const)),
    );
    const collected = Object.fromEntries(entries) as Collected;
    const diagnosis = rules[runbook](collected, []);
    const took = performance.now() - began;
    const unexpected = sandbox
      .requests()
      .filter((one) => one.unexpected)
      .map(({ system, method, path }) => `${system}: ${method} ${path}`);
    return { scenario: name, seed, answer, collected, diagnosis, unexpected, took };
  } finally {
    await sandbox.close();
  }
}

export const weightTables = {
  errors: [weightsAbout('errors'), knownHypotheses.errors],
  speed: [weightsAbout('speed'), knownHypotheses.speed],
  site: [weightsAbout('site'), knownHypotheses.site],
} as const;
