import type command from '../../../src/commands/runbook/resume.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleRun } from './walk.ts';

export default sampleRun satisfies SampleOf<typeof command>;
