import * as z from 'zod/mini';
import { shownPath } from '../../config/locate.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import type { Language } from '../../domain/text/language.ts';
import type { RunbookStep } from '../../runbooks/definition.ts';
import { findRunbook } from '../../runbooks/find.ts';
import { hashOf } from '../../runbooks/hash.ts';
import { programText } from '../../runbooks/program-text.ts';
import { languageOf } from './language.ts';
import { runbookText, type ShownRunbook, type ShownStep } from './show-view.ts';

export default defineCommand<{ id: string; markdown: boolean }, ShownRunbook>({
  name: 'runbook show',
  danger: 'read',
  examples: [
    { command: 'tsops runbook show high-error-rate', explains: 'its steps, one line each' },
    {
      command: 'tsops runbook show high-error-rate --markdown',
      explains: 'a starting point for your own runbook',
    },
  ],
  arguments: [
    { syntax: '<id>', description: 'a runbook id, see `tsops runbook list`', known: 'runbook' },
  ],
  options: [{ flags: '--markdown', description: 'print it as Markdown that tsops reads' }],
  input: z.object({ id: z.string(), markdown: z._default(z.boolean(), false) }),
  async run({ id, markdown }, context) {
    return { verdict: 'ok', data: await shown(id, markdown, context) };
  },
  view: (data, screen) => data.markdown?.trimEnd() ?? runbookText(data, screen),
  plain: true,
});

async function shown(id: string, markdown: boolean, context: Context): Promise<ShownRunbook> {
  const language = await languageOf(context);
  const runbook = await findRunbook(context, id);
  const { title, severity, symptoms, diagnosis, file, steps } = runbook;
  const written = markdown ? await import('../../runbooks/markdown/write.ts') : undefined;
  return {
    id,
    title: title[language],
    language,
    severity,
    symptoms: symptoms[language],
    diagnosis,
    file: file === null ? null : shownPath(file, context.host.cwd),
    hash: hashOf(runbook),
    steps: steps.map((step) => shownStep(step, language)),
    markdown: written?.runbookMarkdown(runbook, language) ?? null,
  };
}

function shownStep(step: RunbookStep, language: Language): ShownStep {
  const { id, section, kind, title, body, when = [] } = step;
  const texts = { title: title[language], body: body[language] };
  return { id, section, kind, ...texts, when, asks: asksOf(step, language) };
}

function asksOf(step: RunbookStep, language: Language): readonly string[] {
  switch (step.kind) {
    case 'evidence':
      return step.collects;
    case 'question':
      return step.answers.map(({ text }) => text[language]);
    case 'action':
      return [step.response];
    case 'command':
      return [programText(step)];
    default:
      return [];
  }
}
