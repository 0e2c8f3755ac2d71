import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { incidentMeant } from '../../evidence/incident/open.ts';
import type { RunbookRun } from '../../runbooks/walk/run-data.ts';
import { incidentArgument } from '../input/incident.ts';
import { checkConsent, walkThrough } from './command.ts';
import { viewRun } from './view.ts';

const input = z.object({
  incident: z.optional(z.string()),
  auto: z._default(z.boolean(), false),
  confirm: z.optional(z.string()),
});

export default defineCommand<z.output<typeof input>, RunbookRun>({
  name: 'runbook resume',
  danger: 'production',
  examples: [
    {
      command: 'tsops runbook resume',
      explains: 'continue at the same step after a pause, a crash or a lost connection',
    },
  ],
  arguments: [incidentArgument],
  options: [
    { flags: '--auto', description: 'go on without questions' },
    {
      flags: '--confirm <environment>',
      description: 'with --auto: also carry out the recommendation there',
      complete: 'environment',
    },
  ],
  input,
  async run({ incident, auto, confirm }, context, live) {
    const [{ findRunbook }, { takeUp }, { config }] = await Promise.all([
      import('../../runbooks/find.ts'),
      import('../../runbooks/walk/begin.ts'),
      context.config(),
    ]);
    const id = await incidentMeant(context, incident);
    checkConsent({ confirm, auto }, await environmentOf(context, id), context);
    const taken = await takeUp(context, id, (name) => findRunbook(context, name));
    const { runbook, environment } = taken;
    return walkThrough(
      { runbook, begun: taken, environment, config, auto, confirm },
      context,
      live,
    );
  },
  view: viewRun,
});

/** The environment that the walk is about, be it what `--env` names or not. */
async function environmentOf({ journal }: Context, incident: string): Promise<string> {
  const { entries } = await journal.read(incident);
  const started = entries.findLast(({ kind }) => kind === 'runbook-started') ?? entries[0];
  return String(started?.environment);
}
