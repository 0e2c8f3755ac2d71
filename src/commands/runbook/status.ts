import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { say } from '../../domain/text/language.ts';
import { incidentMeant } from '../../evidence/incident/open.ts';
import { sectionLabels } from '../../runbooks/markdown/labels.ts';
import { hypothesisLine } from '../../runbooks/views/diagnosis.ts';
import { type RunbookRun, runOf, verdictOfRun } from '../../runbooks/walk/run-data.ts';
import { incidentArgument } from '../input/incident.ts';
import { runStates } from './view.ts';

export default defineCommand<{ incident?: string | undefined }, RunbookRun>({
  name: 'runbook status',
  danger: 'read',
  examples: [
    { command: 'tsops runbook status', explains: "progress of the open incident's runbook" },
  ],
  arguments: [incidentArgument],
  input: z.object({ incident: z.optional(z.string()) }),
  async run({ incident: named }, context) {
    const [{ findRunbook }, { config }] = await Promise.all([
      import('../../runbooks/find.ts'),
      context.config(),
    ]);
    const incident = await incidentMeant(context, named);
    const { entries, driver } = await context.journal.read(incident);
    const started = entries.findLast(({ kind }) => kind === 'runbook-started');
    if (started === undefined) throw noWalk(incident);
    const data = await runOf({
      config,
      runbook: await findRunbook(context, String(started.runbook)),
      language: context.options.language ?? config.language,
      environment: String(started.environment),
      incident,
      lines: () => entries,
      guide: { asked: true },
    });
    const left = driver === null && data.state !== 'ended';
    return { verdict: verdictOfRun(data), data, next: left ? ['tsops runbook resume'] : [] };
  },
  view,
});

const signs = { passed: 'ok', skipped: 'no-data', open: 'unknown' } as const;

function view(run: RunbookRun, screen: Screen): string {
  const shown = run.steps.filter(({ state }) => state !== 'not-needed');
  const at = run.state === 'ended' ? undefined : shown.find(({ state }) => state === 'open');
  const rows = shown.map((step) => {
    const sign = step.state === 'not-needed' ? 'no-data' : signs[step.state];
    const mark = step === at ? screen.paint.accent('▸') : screen.sign(sign);
    return [mark, screen.paint.dim(sectionLabels[step.section][run.language]), step.title];
  });
  const first = run.diagnosis?.ranked[0];
  const likely =
    first === undefined
      ? []
      : [
          `  ${screen.paint.dim(screen.say(say('likely', '추정')))}  ${hypothesisLine(first, run.language)}`,
        ];
  return [
    `${screen.paint.bold(`${run.title} · ${run.environment}`)}: ${screen.say(runStates[run.state])}`,
    screen.table(rows, { flexible: 2 }),
    ...likely,
    `  ${screen.paint.dim(screen.say(say('record', '기록')))}  ${run.incident}`,
  ].join('\n');
}

function noWalk(incident: string): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: `No runbook was started in ${incident}.`,
    next: ['tsops runbook list', 'tsops runbook high-error-rate'],
  });
}
