/* A runbook's Markdown file as a runbook, with everything that is wrong in it. */

import type { Runbook } from '../definition.ts';
import type { RunbookFault } from '../lint-codes.ts';
import { causeRulesOf, noteCauses } from './causes.ts';
import { documentOf } from './document.ts';
import { frontMatterOf } from './front-matter.ts';
import { idGiver } from './ids.ts';
import { partsOf } from './parts.ts';
import { type ReadStep, stepOf } from './step.ts';

export interface ReadRunbook {
  /** As far as it could be read; not to be run while `faults` holds an error. */
  readonly runbook: Runbook;
  /** The runbook's steps with their places. */
  readonly steps: readonly ReadStep[];
  readonly faults: readonly RunbookFault[];
}

const idPattern = /^[a-z0-9][a-z0-9-]*$/;

/** `id` is the file's name without its ending, `file` what the runbook is said to come from. */
export function readRunbook(source: string, id: string, file: string | null): ReadRunbook {
  const faults: RunbookFault[] = [];
  const note = (code: RunbookFault['code'], at: number, message: string, fix: string): void => {
    faults.push({ at, code, message, fix });
  };
  if (!idPattern.test(id)) {
    const alone = id.endsWith('.ko');
    const fix = alone
      ? `write ${id.slice(0, -3)}.md beside it: this is the Korean of that file`
      : 'rename it to small letters, digits and dashes';
    note('file-name', 0, `"${id}" cannot be an id`, fix);
  }
  const front = frontMatterOf(source, note);
  const document = documentOf(front.rest, note);
  const title = front.title ?? document.title ?? '';
  if (title === '') {
    note('no-title', 0, 'the runbook has no title', 'begin it with a heading, # Title');
  }
  const steps = stepsOf(document, source, note);
  const asked = document.sections.length > 0;
  if (steps.length === 0 && !asked) {
    note('no-steps', 0, 'there is no step in it', 'write ## Symptoms and a list below it');
  }
  noteCauses(steps, note);
  const { symptoms } = document;
  const runbook: Runbook = {
    id,
    title: { en: title, ko: title },
    severity: front.severity,
    symptoms: { en: symptoms, ko: symptoms },
    diagnosis: causeRulesOf(steps, note),
    steps: steps.map(({ step }) => step),
    file,
  };
  return { runbook, steps, faults: faults.toSorted((a, b) => a.at - b.at) };
}

type Note = Parameters<typeof documentOf>[1];

function stepsOf(document: ReturnType<typeof documentOf>, source: string, note: Note): ReadStep[] {
  const items = document.sections.flatMap(({ section = 'symptoms', items }) =>
    items.map((item) => ({ section, parts: partsOf(item, note) })),
  );
  const ids = idGiver(
    items.map(({ parts }) => parts.id),
    note,
  );
  return items.map(({ section, parts }) =>
    stepOf(parts, { section, id: ids(parts.id, parts.title), source, note }),
  );
}
