/* What the `stats` commands of one set of figures share: an environment, a window, one question and its figures. */
import { defineCommand, type Example } from '../../contract/command.ts';
import { inputOf } from '../../contract/command-input.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { inEnvironment } from '../../domain/deploys/suggested-command.ts';
import type { EvidenceId } from '../../domain/evidence/findings.ts';
import { pinTime } from '../../domain/evidence/pinned-time.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { Wording } from '../../domain/evidence/wording.ts';
import type { Figure, FigureSet } from '../../domain/numbers/figure.ts';
import { createInquiry } from '../../evidence/asking/inquiry.ts';
import { collectors } from '../../evidence/catalog.ts';
import { viewFigures } from './figures-view.ts';
import { environmentMeant, sinceOf, sinceOption } from './window.ts';

/** What such a command found. */
export interface FiguresNow {
  readonly environment: string;
  readonly figures: Evidence<FigureSet>;
}

interface FiguresInput {
  readonly env: string | undefined;
  readonly since: number | undefined;
}

interface FiguresCommand {
  readonly name: `stats ${string}`;
  readonly examples: readonly [Example, ...Example[]];
  readonly question: Extract<EvidenceId, 'cdn-figures' | 'usage-figures'>;
  readonly wording: Wording<FigureSet>;
  /** Length of the window where `--since` is not given. Milliseconds. */
  readonly usual: number;
  /** What to type next, for the environment that is looked at. */
  stepsOf(figures: readonly Figure[]): readonly string[];
}

const input = inputOf<FiguresInput>((reader) => ({
  env: reader.parsed('env', (text) => text, String),
  since: sinceOf(reader),
}));

/** Exit 1 where a figure is beyond its limit, 3 where something could not be told. */
export function figuresCommand(command: FiguresCommand) {
  const { name, examples, question, wording, usual, stepsOf } = command;
  return defineCommand<FiguresInput, FiguresNow>({
    name,
    danger: 'read',
    examples,
    arguments: [{ syntax: '[env]', description: 'which (production)', complete: 'environment' }],
    options: [sinceOption(usual)],
    input,
    async run({ env, since = usual }, context: Context) {
      const { config } = await context.config();
      const environment = await environmentMeant(env, config, context, `tsops ${name}`);
      const pinned = pinTime(context.clock.now(), since);
      const { budget } = config.runbooks;
      const inquiry = createInquiry({ context, config, environment, pinned, budget }, collectors);
      const figures = await inquiry.ask(question);
      const { verdict, value, problem } = figures;
      return {
        verdict,
        data: { environment, figures },
        next: stepsOf(value?.figures ?? []).map((step) => inEnvironment(step, environment)),
        problems: problem === undefined ? [] : [problem],
      };
    },
    view: ({ environment, figures }, screen: Screen) =>
      viewFigures(environment, wording, figures, screen),
  });
}
