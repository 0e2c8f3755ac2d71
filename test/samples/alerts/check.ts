import type command from '../../../src/commands/alerts/check.ts';
import type { SampleOf } from '../sample-of.ts';
import { checkSample } from './checked.ts';

export default checkSample satisfies SampleOf<typeof command>;
