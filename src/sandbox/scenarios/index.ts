import type { ScenarioInput } from '../scenario.ts';
import { calm } from './calm.ts';

/** The scenarios that come with tsops, in the order in which they are listed. */
export const shipped: readonly ScenarioInput[] = [calm];
