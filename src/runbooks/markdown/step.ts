/* One list item as one step. */
import type { EvidenceId } from '../../domain/evidence/findings.ts';
import { nearest } from '../../domain/text/nearest.ts';
import type {
  InstructionStep,
  QuestionStep,
  Runbook,
  RunbookStep,
  Section,
} from '../definition.ts';
import { evidenceIds, responses, rules } from '../known.ts';
import type { Note, RunbookLintCode } from '../lint-codes.ts';
import { commandOf } from './code-step.ts';
import { commandTermsOf, noteMisplaced } from './command-terms.ts';
import { type Named, valuesOf } from './fields.ts';
import { idGiver } from './ids.ts';
import type { SectionParts } from './parts.ts';

export interface ReadStep {
  readonly at: number;
  readonly step: RunbookStep;
  readonly when: readonly Named[];
  /** The offsets of a command's words. */
  readonly places: readonly number[];
  /** What a decision ranks by. */
  readonly rules: Runbook['diagnosis'];
}

interface Whereabouts {
  readonly section: Section;
  readonly id: string;
  readonly source: string;
  readonly note: Note;
}

/** What is wrong in it is noted; then it is an instruction, so that what follows can still be read. */
export function stepOf(parts: SectionParts, { section, id, source, note }: Whereabouts): ReadStep {
  if (parts.title === '') {
    note('no-step-title', parts.at, 'the step has no title', 'begin it with a line in **bold**');
  }
  const when = valuesOf(parts, 'when');
  const both = (text: string) => ({ en: text, ko: text });
  const base = {
    id,
    section,
    title: both(parts.title),
    body: both(parts.body.join('\n')),
    ...(when.length > 0 && { when: when.map(({ name }) => name) }),
  };
  const read = { at: parts.at, when, places: [], rules: null };
  const kinds = kindsOf(parts);
  noteMisplaced(parts, note);
  const [kind] = kinds;
  if (kinds.length > 1) {
    const message = `the step is ${kinds.join(' and ')} at once`;
    note('mixed-step', parts.at, message, 'make a step of each');
  }
  if (kind === 'evidence') {
    const collects = evidenceOf(valuesOf(parts, 'evidence'), note);
    const [first, ...others] = collects;
    if (first === undefined) return { ...read, step: { ...base, kind: 'instruction' } };
    return { ...read, step: { ...base, kind, collects: [first, ...others] } };
  }
  if (kind === 'question') {
    const answers = answersOf(parts, note);
    const suggests = suggestionOf(valuesOf(parts, 'suggested'), answers, note);
    return { ...read, step: { ...base, kind, answers, ...(suggests && { suggests }) } };
  }
  if (kind === 'decision') {
    const [named] = knownOf(valuesOf(parts, kind), rules, 'unknown-rules', note);
    return { ...read, rules: named ?? null, step: { ...base, kind } };
  }
  if (kind === 'action') {
    const [response] = knownOf(valuesOf(parts, kind), responses, 'unknown-action', note);
    const [proves] = evidenceOf(valuesOf(parts, 'proof'), note);
    if (response === undefined) return { ...read, step: { ...base, kind: 'instruction' } };
    return { ...read, step: { ...base, kind, response, ...(proves && { proves }) } };
  }
  return commandOrInstruction(parts, { read, base, source, note });
}

interface Unnamed {
  readonly read: Omit<ReadStep, 'step'>;
  readonly base: Omit<InstructionStep, 'kind' | 'response'>;
  readonly source: string;
  readonly note: Note;
}

/** What no field makes something else: a block of code, or words alone. */
function commandOrInstruction(parts: SectionParts, { read, base, source, note }: Unnamed) {
  const [code] = parts.code;
  const command = code && commandOf(code, source, note);
  if (command === undefined) {
    const [response] = knownOf(valuesOf(parts, 'also'), responses, 'unknown-action', note);
    const step = { ...base, kind: 'instruction' as const, ...(response && { response }) };
    return { ...read, step };
  }
  const kind = 'command' as const;
  if ('script' in command) {
    return {
      ...read,
      step: { ...base, kind, ...commandTermsOf(parts, note), ...command, own: false as const },
    };
  }
  const { argv, places } = command;
  const own = argv[0] === 'tsops';
  const terms = own ? {} : commandTermsOf(parts, note);
  return { ...read, places, step: { ...base, kind, argv, own, ...terms } };
}

type Kind = Exclude<RunbookStep['kind'], 'instruction'>;

const kindOfField = {
  evidence: 'evidence',
  decision: 'decision',
  action: 'action',
  proof: 'action',
  suggested: 'question',
} as const;

/** Evidence, the answer where it is bad, the answer where it is ok; an answer must be one of the question's. */
function suggestionOf(
  values: readonly Named[],
  answers: QuestionStep['answers'],
  note: Note,
): QuestionStep['suggests'] {
  const [first, bad, ok] = values;
  if (first === undefined) return undefined;
  const [evidence] = evidenceOf([first], note);
  const known = answers.map(({ id }) => id);
  const named = [bad, ok].filter((each) => each !== undefined);
  const [forBad, forOk] = knownOf(named, known, 'unknown-answer', note);
  if (named.length < 2) {
    const fix = `write the evidence, the answer where it is bad, and where it is ok: ${known.join(', ')}`;
    note('unknown-answer', first.at, 'an answer is missing', fix);
  }
  if (evidence === undefined || forBad === undefined || forOk === undefined) return undefined;
  return { evidence, bad: forBad, ok: forOk };
}

/** What the parts make of a step; nothing makes it an instruction. */
function kindsOf({ fields, answers, code }: SectionParts): Kind[] {
  const named = fields.flatMap(({ field }) =>
    field in kindOfField ? [kindOfField[field as keyof typeof kindOfField]] : [],
  );
  const others: Kind[] = [
    ...(answers.length > 0 ? (['question'] as const) : []),
    ...code.map(() => 'command' as const),
  ];
  const kinds = [...new Set([...named, ...others])];
  return code.length > 1 ? [...kinds, 'command'] : kinds;
}

function evidenceOf(values: readonly Named[], note: Note): EvidenceId[] {
  return knownOf(values, evidenceIds, 'unknown-evidence', note);
}

function knownOf<Name extends string>(
  values: readonly Named[],
  known: readonly Name[],
  code: RunbookLintCode,
  note: Note,
): Name[] {
  return values.flatMap(({ name, at }) => {
    const found = known.find((each) => each === name);
    if (found === undefined) {
      const guess = nearest(name, known);
      const fix = guess === undefined ? `it is one of ${known.join(', ')}` : `write \`${guess}\``;
      note(code, at, `"${name}" is not known`, fix);
    }
    return found ?? [];
  });
}

function answersOf({ answers, at }: SectionParts, note: Note): QuestionStep['answers'] {
  if (answers.length < 2) {
    const fix = 'write each answer as a list item `- [ ] answer`';
    note('answers', at, 'the question has one answer only', fix);
  }
  const ids = idGiver(
    answers.map(({ id }) => id),
    note,
  );
  return answers.map(({ id, text }) => ({ id: ids(id, text), text: { en: text, ko: text } }));
}
