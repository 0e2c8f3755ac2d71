/* Which runbook is practised, and in which scenario: nothing names the scenario before its end. */
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { builtIn } from '../../runbooks/built-in.ts';
import type { Runbook } from '../../runbooks/definition.ts';
import { findRunbook } from '../../runbooks/find.ts';
import { noise } from '../../sandbox/noise.ts';
import type { Scenario } from '../../sandbox/scenario.ts';
import { scenarioNames } from '../sandbox/command.ts';
import { firstScenarios, isFirstDrill } from './practised.ts';

export interface AskedDrill {
  readonly what: string | undefined;
  readonly runbook: string | undefined;
  /** Undefined where any will do. */
  readonly seed: number | undefined;
}

export interface Chosen {
  /** Null where it is the one that the scenario belongs to. */
  readonly runbook: Runbook | null;
  readonly scenario: Scenario;
  readonly seed: number;
}

/** The seed chooses among what fits; who never drilled, and asks for nothing particular, begins with a kind one. */
export async function chooseDrill(given: AskedDrill, context: Context): Promise<Chosen> {
  const { what, runbook: id } = ownMeant(given, await ownIds(context));
  const runbook = id === undefined ? null : await findRunbook(context, id);
  const { shippedHeads } = await import('../../sandbox/shipped.ts');
  const fits = shippedHeads().filter(
    (head) => head.runbook !== undefined && isFitting(head.runbook, what, runbook),
  );
  const kind = given.seed === undefined ? kindOne(fits, what, context) : undefined;
  const seed = kind === undefined ? (given.seed ?? anySeed(context)) : 1;
  const chosen = kind ?? fits[Math.floor(noise(seed, 'scenario') * fits.length)]?.name;
  return { runbook, seed, scenario: await drillable(chosen ?? what ?? '') };
}

async function ownIds(context: Context): Promise<readonly string[]> {
  const { listOwnRunbooks, runbooksFolder } = await import('../../runbooks/own-files.ts');
  const folder = await runbooksFolder(context).catch(() => undefined);
  return folder === undefined ? [] : listOwnRunbooks(folder).map((file) => file.id);
}

/** `tsops drill mail-queue` means the team's own runbook, where no scenario is called so. */
function ownMeant(
  { what, runbook }: AskedDrill,
  own: readonly string[],
): Pick<AskedDrill, 'what' | 'runbook'> {
  const known = [...builtIn.map(({ id }) => id), ...scenarioNames].some((name) => name === what);
  const isOwn = runbook === undefined && what !== undefined && !known && own.includes(what);
  return isOwn ? { what: undefined, runbook: what } : { what, runbook };
}

/** Of an own runbook those that its rules are for; it may decide nothing, and then any of them. */
function isFitting(of: string, what: string | undefined, runbook: Runbook | null): boolean {
  if (what !== undefined) return of === what;
  if (runbook === null || runbook.diagnosis === null) return true;
  return builtIn.find(({ id }) => id === of)?.diagnosis === runbook.diagnosis;
}

function kindOne(
  fits: readonly { readonly name: string }[],
  what: string | undefined,
  { host }: Pick<Context, 'host'>,
): string | undefined {
  if (!isFirstDrill(host, what)) return undefined;
  const kinds = Object.values(firstScenarios);
  return kinds.find((kind) => fits.some(({ name }) => name === kind));
}

function anySeed({ clock }: Pick<Context, 'clock'>): number {
  return 1 + Math.floor(noise(clock.now() % 1_000_003, 'drill') * 99_999);
}

async function drillable(name: string): Promise<Scenario> {
  const { loadScenario } = await import('../../sandbox/load-scenario.ts');
  const scenario = await loadScenario(name);
  if (scenario.runbook !== undefined) return scenario;
  const shown = cleanText(name, 80);
  throw new TsopsError({
    kind: 'usage',
    message: `The scenario ${shown} belongs to no runbook, so that there is nothing to drill.`,
    next: [`tsops sandbox --scenario ${name}`, 'tsops drill high-error-rate'],
  });
}
