/* What the answers to the questions of the table are. Types only. */
import type { QuestionTable } from './questions/table.ts';
import type { Evidence } from './shape.ts';
import type { Wording } from './wording.ts';

export type EvidenceId = keyof QuestionTable;

type ValueOf<Row> = Row extends { readonly wording: Wording<infer Value> } ? Value : never;

/** The value that answers each question. */
export type Findings = { readonly [Id in EvidenceId]: ValueOf<QuestionTable[Id]> };

/** Evidence by its question, as far as it has been collected. */
export type Collected = { readonly [Id in EvidenceId]?: Evidence<Findings[Id]> };
