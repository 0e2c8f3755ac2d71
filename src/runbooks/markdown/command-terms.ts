/* On what terms a program is run: which secrets it is given, what it may change, how long it may take. */
import { nearest } from '../../domain/text/nearest.ts';
import { parseDuration } from '../../domain/time/duration.ts';
import { hour, second } from '../../domain/time/units.ts';
import type { ShellStep } from '../definition.ts';
import { knownDangers } from '../known.ts';
import type { Note } from '../lint-codes.ts';
import { type Named, valuesOf } from './fields.ts';
import type { SectionParts } from './parts.ts';

type Terms = Pick<ShellStep, 'secrets' | 'danger' | 'timeout'>;

export function commandTermsOf(parts: SectionParts, note: Note): Terms {
  const secrets = valuesOf(parts, 'secrets').map(({ name }) => name);
  const danger = dangerIn(valuesOf(parts, 'danger'), note);
  const timeout = timeoutIn(valuesOf(parts, 'timeout'), note);
  return {
    ...(secrets.length > 0 && { secrets }),
    ...(danger !== undefined && { danger }),
    ...(timeout !== undefined && { timeout }),
  };
}

function dangerIn([value]: readonly Named[], note: Note): Terms['danger'] {
  if (value === undefined) return undefined;
  const danger = knownDangers.find((each) => each === value.name);
  if (danger !== undefined) return danger;
  const guess = nearest(value.name, knownDangers);
  const fix =
    guess === undefined ? `write one of ${knownDangers.join(', ')}` : `write \`${guess}\``;
  note('unknown-danger', value.at, `"${value.name}" is not a danger`, fix);
  return undefined;
}

/** Nobody waits longer than an hour at one step. */
function timeoutIn([value]: readonly Named[], note: Note): number | undefined {
  if (value === undefined) return undefined;
  const timeout = parseDuration(value.name);
  if (timeout !== undefined && timeout >= second && timeout <= hour) return timeout;
  note(
    'bad-timeout',
    value.at,
    `"${value.name}" is not a timeout`,
    'write `30s`, `5m`, up to `1h`',
  );
  return undefined;
}

const terms = ['secrets', 'danger', 'timeout'] as const;

/** What speaks of a program where there is none would be taken for granted, and do nothing. */
export function noteMisplaced({ fields, code }: SectionParts, note: Note): void {
  const runsOurs = /^\s*tsops\b[^|;&<>]*$/.test(code[0]?.value ?? '');
  if (code.length > 0 && !runsOurs) return;
  for (const { field, at } of fields) {
    if (!terms.some((each) => each === field)) continue;
    const found = runsOurs ? 'a tsops command brings its own' : 'no program is run here';
    note('misplaced-field', at, `${field}: ${found}`, 'take the field out');
  }
}
