import * as z from 'zod/mini';
import { startIncident } from '../../actions/protocol/incident-journal.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Severity } from '../../domain/incident/lines.ts';
import { parseSeverity, severityRules } from '../../domain/incident/severities.ts';
import { type Language, say } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { atOption, happenedAt, sentence, severity } from '../input/incident.ts';

export interface IncidentStarted {
  readonly incident: string;
  readonly title: string;
  readonly severity: Severity;
  readonly environment: string;
  /** Epoch milliseconds. */
  readonly detectedAt: number;
  /** Milliseconds; 0 is at once. */
  readonly respondWithin: number;
}

const input = z.object({
  title: z.optional(sentence),
  severity: z.optional(severity),
  at: z.optional(z.string()),
  another: z._default(z.boolean(), false),
});
type Input = z.output<typeof input>;

export default defineCommand<Input, IncidentStarted>({
  name: 'incident start',
  danger: 'local',
  examples: [
    {
      command: "tsops incident start 'Errors after v1.2.3' --severity P2",
      explains: 'everything tsops does from now on is recorded in it',
    },
    {
      command: "tsops incident start 'Site is down' --severity P1 --at 03:12",
      explains: 'with the time it was noticed',
    },
  ],
  arguments: [{ syntax: '[title...]', description: 'what is wrong, in a few words' }],
  options: [
    {
      flags: '--severity <level>',
      description: 'P1 service down, P2 main function broken, P3 slow, P4 warning',
      complete: ['P1', 'P2', 'P3', 'P4'],
    },
    atOption,
    { flags: '--another', description: 'start another incident beside the open one' },
  ],
  input: { safeParse: (raw) => input.safeParse(withoutEmptyTitle(raw)) },
  async run({ title: given, severity: level, at, another }, context) {
    const when = await happenedAt(context, at);
    const title = given ?? (await asked(context));
    const chosen = level ?? (await askedSeverity(context));
    const environment = await context.environment();
    const options = { title, severity: chosen, environment, runbook: null, another };
    const record = await startIncident(context, { ...options, detectedAt: when.eventAt });
    await record.close();
    const data: IncidentStarted = {
      incident: record.id,
      title,
      severity: chosen,
      environment,
      detectedAt: when.eventAt ?? context.clock.now(),
      respondWithin: severityRules[chosen].respondWithin,
    };
    return {
      verdict: 'ok',
      data,
      next: ['tsops runbook high-error-rate', 'tsops incident status'],
    };
  },
  view: (data, screen) => {
    const { name, meaning } = severityRules[data.severity];
    return [
      screen.say(
        say(
          `${screen.paint.good('✔')} ${data.severity} ${name}: ${data.title}`,
          `${screen.paint.good('✔')} ${data.severity} ${meaning.ko}: ${data.title}`,
        ),
      ),
      `  ${screen.say(say('record  ', '기록'))} ${data.incident}`,
      `  ${screen.say(say('since   ', '발생'))} ${screen.time(data.detectedAt)}`,
      screen.say(
        say(
          '  From now on it records everything that tsops does.',
          '  지금부터 tsops로 하는 일은 모두 여기에 기록됩니다.',
        ),
      ),
    ]
      .flatMap((line) =>
        screen.width(line) > screen.columns ? wrap(line, screen.columns, screen.width) : [line],
      )
      .join('\n');
  },
});

/** commander gives an empty list where no word was typed. */
function withoutEmptyTitle(raw: unknown): unknown {
  const { title, ...rest } = raw as Readonly<Record<string, unknown>>;
  return Array.isArray(title) && title.length === 0 ? rest : { title, ...rest };
}

async function asked({ terminal }: Context): Promise<string> {
  if (!terminal.interactive) throw wanting('a title');
  const title = await terminal.ask(
    terminal.screen.say(
      say('What is wrong, in a few words?', '무슨 일이 생겼는지 짧게 적으십시오'),
    ),
  );
  if (title === undefined || title === '') throw wanting('a title');
  return sentence.parse(title);
}

async function askedSeverity({ terminal }: Context): Promise<Severity> {
  const levels = (language: Language) =>
    Object.entries(severityRules)
      .map(([name, { meaning }]) => `${name} ${meaning[language]}`)
      .join(', ');
  if (!terminal.interactive) throw wanting('--severity');
  const typed = await terminal.ask(
    terminal.screen.say(say(`How severe? ${levels('en')}`, `심각도: ${levels('ko')}`)),
  );
  const found = parseSeverity(typed);
  if (found === undefined) throw wanting('a severity: P1, P2, P3 or P4');
  return found;
}

function wanting(what: string): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: `An incident needs ${what}.`,
    why: 'Nothing was started.',
    next: ["tsops incident start 'what is wrong' --severity P2"],
  });
}
