import type { Paint } from '../contract/context.ts';
import type { Env } from '../domain/net/env.ts';

interface ColourQuestion {
  readonly env: Env;
  readonly terminal: boolean;
  /** From `--no-color`. */
  readonly refused: boolean;
}

/**
 * chalk's colour level: NO_COLOR and `--no-color` win over FORCE_COLOR, which wins over what the
 * terminal is; `TERM=dumb` and `CI` have none. (chalk 5 ignores NO_COLOR: so it is decided here.)
 */
export function colourLevel({ env, terminal, refused }: ColourQuestion): 0 | 1 | 2 | 3 {
  if (refused || (env.NO_COLOR ?? '') !== '') return 0;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') {
    if (forced === '0' || forced === 'false') return 0;
    return forced === '2' ? 2 : forced === '3' ? 3 : 1;
  }
  if (!terminal || env.TERM === 'dumb' || (env.CI ?? '') !== '') return 0;
  return /truecolor|24bit/.test(env.COLORTERM ?? '') ? 3 : 1;
}

const plain: Paint = {
  bold: String,
  dim: String,
  good: String,
  warn: String,
  bad: String,
  accent: String,
};

/** chalk at that level; where there is no colour it is not even loaded. */
export async function createPaint(level: 0 | 1 | 2 | 3): Promise<Paint> {
  if (level === 0) return plain;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level });
  return {
    bold: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    good: (text) => chalk.green(text),
    warn: (text) => chalk.yellow(text),
    bad: (text) => chalk.red(text),
    accent: (text) => chalk.cyan(text),
  };
}

/** The text without what chalk and other libraries put into it to colour it. */
export function withoutColour(text: string): string {
  return text.replace(/\u001b\[[\d;]*m/g, '');
}
