import type { IncidentLines } from '../../domain/incident/lines.ts';

/** One look: what the journal would hold of it. */
export type WalkTexts = Pick<
  IncidentLines['recovery'],
  'recovered' | 'unread' | 'before' | 'after' | 'unit' | 'detail'
>;
