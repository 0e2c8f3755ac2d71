import { loadConfig } from '../../src/config/load.ts';
import type { Findings } from '../../src/domain/evidence/findings.ts';
import { pinTime } from '../../src/domain/evidence/pinned-time.ts';
import { type Collector, createInquiry } from '../../src/evidence/asking/inquiry.ts';
import { settle } from '../../src/evidence/asking/settle.ts';
import { collectors as all } from '../../src/evidence/catalog.ts';
import { deployHistory } from '../../src/evidence/deploys/history.ts';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { createServices } from '../../src/services/registry.ts';
import { sandboxed } from '../sandbox/sandboxed.ts';
import { fakeContext } from './context.ts';

/** What the deploy workflow did, as far as the evidence of slow pages needs it. */
const recentDeploys: Collector<'recent-deploys'> = (inquiry) =>
  settle(inquiry.context, { question: 'deploys?', source: 'GitHub', budget: 5000 }, async () => {
    const github = await inquiry.context.services.deploys();
    const all = await deployHistory(github, Object.keys(inquiry.config.environments));
    const deploys = all.filter(({ environment }) => environment === inquiry.environment);
    const value: Findings['recent-deploys'] = { deploys, served: null, builtAt: null, tags: null };
    return { verdict: 'ok', value, detail: `${deploys.length} deploys` };
  });

/** An inquiry into the production of a sandbox, with real adapters; its time stands still. */
export async function sandboxInquiry(name: string, change: Partial<ScenarioInput> = {}) {
  const { sandbox } = await sandboxed(name, change);
  const env = Object.fromEntries(Object.entries(sandbox.env).filter(([, value]) => value));
  const loaded = await loadConfig({ env, cwd: '/' });
  // Real time for real sockets: budgets are slept, and a fake clock would be past them at once.
  const clock = {
    now: () => sandbox.world.now(),
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
  };
  const base = fakeContext({ clock, drill: true });
  const config = async () => loaded;
  const { signal, children } = base;
  const services = createServices({ env, clock, signal, children, drill: true, config });
  const collectors = { ...all, 'recent-deploys': async () => recentDeploys };
  const asked = {
    context: { ...base, services },
    config: loaded.config,
    environment: 'production',
    pinned: pinTime(sandbox.world.now()),
  };
  /** Another one at the same time, with milliseconds for each source. */
  const again = (budget = 10_000) => createInquiry({ ...asked, budget }, collectors);
  return { sandbox, inquiry: again(), again };
}
