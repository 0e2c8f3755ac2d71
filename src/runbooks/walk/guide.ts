/* Who is led through a runbook: an engineer at a terminal, or nobody (`--auto`). */
import type { ConsentFlags } from '../../actions/protocol/consent.ts';
import type { SkipCode } from '../../domain/incident/skip-reasons.ts';
import type { RunbookStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';

/** What is done at a step. */
export type WalkMove =
  | { readonly do: 'on' }
  /** One of the numbered choices of the step, from 0. */
  | { readonly do: 'pick'; readonly index: number }
  /** `why`: the code of a reason of our own. */
  | { readonly do: 'skip'; readonly reason: string; readonly why?: SkipCode }
  | { readonly do: 'back' }
  | { readonly do: 'reread' }
  | { readonly do: 'note'; readonly text: string }
  | { readonly do: 'mitigate' }
  | { readonly do: 'hypotheses' }
  | { readonly do: 'pause' }
  | { readonly do: 'abort'; readonly reason: string }
  /** Nothing: the step is shown again. */
  | { readonly do: 'again' };

export interface Offer {
  readonly step: RunbookStep;
  readonly progress: RunbookProgress;
  /** How many numbered choices the step has. */
  readonly picks: number;
  /** What Enter does, in the reader's language; null where it does nothing. */
  readonly on: string | null;
}

export interface Guide {
  /** False for `--auto`: then nobody is asked anything. */
  readonly asked: boolean;
  /** Consent that was given beforehand. */
  readonly consent: ConsentFlags;
  /** The lines of a step. */
  show(lines: readonly string[]): void;
  /** What to do now. Without anybody to ask it goes on, or skips what only people can do. */
  move(offer: Offer): Promise<WalkMove>;
  /** A line of text; undefined where it was given up, or nobody is asked. */
  ask(question: string): Promise<string | undefined>;
  /** A number from 0; undefined where it was given up, or nobody is asked. */
  choose(options: readonly string[]): Promise<number | undefined>;
}
