import { load } from 'js-yaml';
import { withHistory } from './history.ts';
import type { ScenarioInput } from './scenario.ts';
import { type ShippedName, scenarioTexts } from './scenarios/index.ts';

/** A scenario that has its history. */
interface WholeInput extends ScenarioInput {
  versions: NonNullable<ScenarioInput['versions']>;
  deploys: NonNullable<ScenarioInput['deploys']>;
}

type Head = Pick<ScenarioInput, 'name' | 'title' | 'description' | 'korean' | 'runbook'>;

export const shippedNames = Object.keys(scenarioTexts) as readonly ShippedName[];

/** A shipped scenario as its file says it, with its history; undefined where there is none of that name. */
export function shippedScenario(name: string): WholeInput | undefined {
  const found = shippedNames.find((each) => each === name);
  return found && (withHistory(load(scenarioTexts[found])).whole as WholeInput);
}

/**
 * What one is told before anything is played, in the order in which they are listed. A shipped file says it
 * above its `cause`: reading all of every file would take four times as long.
 */
export function shippedHeads(): readonly Head[] {
  return Object.values(scenarioTexts).map((text) => {
    return load(text.slice(0, text.indexOf('\ncause:'))) as Head;
  });
}
