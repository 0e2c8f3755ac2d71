import type { EvidenceId, Findings, Told } from '../findings.ts';
import { errorsTold } from './errors.ts';
import { speedTold } from './speed.ts';

/** How each answer is told to people. */
export const told: { readonly [Id in EvidenceId]: Told<Findings[Id]> } = {
  ...errorsTold,
  ...speedTold,
};
