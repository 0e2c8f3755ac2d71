import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { IncidentLines } from '../../domain/incident/lines.ts';
import { incidentOption, sentence } from '../input/incident.ts';
import { type LineWritten, viewWritten, writeLine } from './written.ts';

const shape = z.object({
  hypothesis: sentence,
  support: z._default(z.boolean(), false),
  ruleOut: z._default(z.boolean(), false),
  reason: z.optional(sentence),
  incident: z.optional(z.string()),
});

/** Verbs that people type from habit: as a word of its own, one of these is no part of the text. */
const verbs: Readonly<Record<string, object>> = {
  add: {},
  support: { support: true },
  'rule-out': { ruleOut: true },
};

const checked = shape.check((context) => {
  const { support, ruleOut, reason } = context.value;
  const issue = (path: string, message: string): void => {
    context.issues.push({ code: 'custom', input: context.value, path: [path], message });
  };
  if (support && ruleOut) issue('ruleOut', 'give either --support or --rule-out');
  if (ruleOut && reason === undefined) issue('reason', 'ruling out wants the evidence');
});

const input = z.pipe(z.pipe(z.looseObject({}), z.transform(withoutVerb)), checked);

function withoutVerb({ hypothesis, ...others }: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(hypothesis) || hypothesis.length < 2) return { hypothesis, ...others };
  const [verb, ...words] = hypothesis;
  const meant = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  return meant === undefined
    ? { hypothesis, ...others }
    : { hypothesis: words, ...others, ...meant };
}

export default defineCommand<z.output<typeof shape>, LineWritten>({
  name: 'incident hypothesis',
  danger: 'local',
  examples: [
    { command: "tsops incident hypothesis 'CDN of one region'", explains: 'add a hypothesis' },
    {
      command: "tsops incident hypothesis external-service --rule-out --reason 'it answers'",
      explains: 'rule out a hypothesis, with the evidence',
    },
    {
      command: "tsops incident hypothesis client --support --reason 'only Android'",
      explains: 'support a hypothesis',
    },
  ],
  arguments: [
    {
      syntax: '<hypothesis...>',
      description: "in words, or the runbook's id of it",
      complete: ['recent-deployment', 'external-service', 'client', 'false-alarm', 'cache'],
    },
  ],
  options: [
    { flags: '--support', description: 'the evidence speaks for it' },
    { flags: '--rule-out', description: 'the evidence speaks against it' },
    { flags: '--reason <text>', description: 'the evidence' },
    incidentOption,
  ],
  input,
  async run({ hypothesis, support, ruleOut, reason = '', incident }, context) {
    const change: IncidentLines['hypothesis']['change'] = ruleOut
      ? 'ruled-out'
      : support
        ? 'supported'
        : 'added';
    const fields = { hypothesis, change, reason };
    return { verdict: 'ok', data: await writeLine(context, incident, 'hypothesis', fields) };
  },
  view: viewWritten,
});
