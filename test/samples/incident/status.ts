import type command from '../../../src/commands/incident/status.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleStatus } from './open-incident.ts';

export default sampleStatus satisfies SampleOf<typeof command>;
