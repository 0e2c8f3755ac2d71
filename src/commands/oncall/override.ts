import * as z from 'zod/mini';
import type { Contact } from '../../config/schema.ts';
import { defineCommand } from '../../contract/command.ts';
import { TsopsError } from '../../contract/errors.ts';
import { isSameName } from '../../domain/oncall/contact.ts';
import type { OnCallRole, Override, Rotation } from '../../domain/oncall/rotation.ts';
import { shiftsBetween, spansOf } from '../../domain/oncall/shifts.ts';
import { parseWallTime, wallTimeKey, wholeWallTime } from '../../domain/oncall/wall-time.ts';
import { instantOf, wallTimeAt } from '../../domain/oncall/zone-time.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { parseDuration } from '../../domain/time/duration.ts';
import { day } from '../../domain/time/units.ts';
import { rotationOrThrow } from '../../evidence/oncall/rotation.ts';
import { contentLanguage } from '../view/content-language.ts';
import { type OverridePreview, viewOverride } from './override-view.ts';

const input = z.object({
  person: z.string().check(z.minLength(1)),
  from: z.string(),
  to: z.string(),
  role: z._default(z.enum(['primary', 'secondary'], 'is primary or secondary'), 'primary'),
  reason: z.optional(z.string()),
});

/** Prints the lines for the config, which is the team's: nothing is written. */
export default defineCommand<z.output<typeof input>, OverridePreview>({
  name: 'oncall override',
  danger: 'read',
  examples: [
    {
      command: "tsops oncall override 'Yuna Choi' '2026-12-01 09:00' 8h",
      explains: 'who is on call before and after, and what to add to the config',
    },
    {
      command: "tsops oncall override yuna 2026-12-24 2026-12-25 --reason 'swap with Minji'",
      explains: 'whole days',
    },
  ],
  arguments: [
    { syntax: '<person>', description: 'a contact, or part of the name', known: 'contact' },
    { syntax: '<from>', description: "2026-12-01 or '2026-12-01 09:00', in the team's zone" },
    { syntax: '<to>', description: 'a time like <from>, or a duration: 8h' },
  ],
  options: [
    {
      flags: '--role <role>',
      description: 'primary (default) or secondary',
      complete: ['primary', 'secondary'],
    },
    { flags: '--reason <text>', description: 'the reason, for others to read' },
  ],
  input,
  async run({ person, from, to, role, reason }, context) {
    const rotation = await rotationOrThrow(context);
    const { contacts } = (await context.config()).config;
    const override = {
      person: contactMeant(person, contacts),
      ...spanMeant(from, to, rotation.zone),
      role,
      ...(reason === undefined ? {} : { reason: cleanText(reason, 200) }),
    };
    const data = { language: await contentLanguage(context), ...preview(rotation, override) };
    return { verdict: 'ok', data, next: ['tsops config validate', 'tsops oncall lint'] };
  },
  view: viewOverride,
});

type Wanted = Override & { readonly role: OnCallRole };

function preview(rotation: Rotation, override: Wanted): Omit<OverridePreview, 'language'> {
  const [span = { from: 0, to: 0 }] = spansOf([override], rotation.zone);
  const after = { ...rotation, overrides: [...rotation.overrides, override] };
  const [from, to] = [span.from - day, span.to + day];
  return {
    zone: rotation.zone,
    override,
    before: shiftsBetween(rotation, from, to),
    after: shiftsBetween(after, from, to),
    yaml: yamlOf(override),
  };
}

/** JSON is YAML: quotes hold whatever a name or a reason holds. */
function yamlOf({ person, from, to, role, reason }: Wanted): string {
  return [
    'oncall:',
    '  overrides:',
    `    - person: ${JSON.stringify(person)}`,
    `      from: ${from}`,
    `      to: ${to}`,
    ...(role === 'primary' ? [] : [`      role: ${role}`]),
    ...(reason === undefined ? [] : [`      reason: ${JSON.stringify(reason)}`]),
  ].join('\n');
}

function contactMeant(text: string, contacts: readonly Contact[]): string {
  const names = contacts.map(({ name }) => name);
  const exact = names.filter((name) => isSameName(name, text));
  const part = names.filter((name) => name.toLowerCase().includes(text.trim().toLowerCase()));
  const [found, another] = exact.length > 0 ? exact : part;
  if (found !== undefined && another === undefined) return found;
  const guess = nearest(text, names);
  const hint = guess === undefined ? `they are ${names.join(', ')}` : `did you mean ${guess}?`;
  throw usage(
    another === undefined
      ? `${cleanText(text, 60)} is none of the contacts: ${hint}`
      : `${cleanText(text, 60)} may be ${part.join(' or ')}`,
  );
}

function spanMeant(from: string, to: string, zone: string): { from: string; to: string } {
  if (parseWallTime(from) === undefined) throw noTime('from', from);
  if (parseWallTime(to) !== undefined) {
    if (wallTimeKey(from, 'from') < wallTimeKey(to, 'to')) return { from, to };
    throw usage(`<to> ${to} is not after ${from}`);
  }
  const length = parseDuration(to);
  if (length === undefined || length <= 0) throw noTime('to', to);
  const end = wallTimeAt(instantOf(wholeWallTime(from, 'from'), zone) + length, zone);
  return { from, to: `${end.date} ${end.time}` };
}

function noTime(which: 'from' | 'to', given: string): TsopsError {
  const duration = which === 'to' ? ', or how long, with its unit: 8h' : '';
  const text = cleanText(given, 40);
  return usage(`<${which}> ${text} is not a time: 2026-12-01, '2026-12-01 09:00'${duration}`);
}

function usage(message: string): TsopsError {
  return new TsopsError({ kind: 'usage', message, next: ['tsops oncall override --help'] });
}
