/* Every kind of fault, in the order of the table. */
import { answerKinds } from './answers.mjs';
import { processKinds } from './processes.mjs';
import { readKinds } from './reads.mjs';
import { recordKinds } from './records.mjs';

export const kinds = [...processKinds, ...answerKinds, ...recordKinds, ...readKinds];
