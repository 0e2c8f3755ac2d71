export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'operator' | 'sign' | 'end';
  readonly text: string;
  /** Offset of its first character. */
  readonly at: number;
}

const spaces = /\s*/y;
/** Letters alone right after a number, so that `1h30m` is 1 h 30 m. */
const unit = /[A-Za-zµ]+/y;
const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['text', /"[^"]*"?|'[^']*'?/y],
  ['number', /-?\d+(?:\.\d+)?/y],
  ['word', /[A-Za-z_]\w*/y],
  ['operator', /==|!=|>=|<=|=>|=<|<>|===?|=~|&&|\|\||[<>=≥≤≠]/y],
  ['sign', /./suy],
];

function matchAt(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

/** The words, numbers and signs of a condition, in order; the last one is its end. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    const gap = matchAt(spaces, source, at)?.length ?? 0;
    at += gap;
    if (at >= source.length) return [...tokens, { kind: 'end', text: '', at: source.length }];
    const token = nextToken(source, at, gap === 0 && tokens.at(-1)?.kind === 'number');
    tokens.push(token);
    at += token.text.length;
  }
}

function nextToken(source: string, at: number, afterNumber: boolean): Token {
  const suffix = afterNumber ? matchAt(unit, source, at) : undefined;
  if (suffix !== undefined) return { kind: 'word', text: suffix, at };
  for (const [kind, pattern] of patterns) {
    const text = matchAt(pattern, source, at);
    if (text !== undefined) return { kind, text, at };
  }
  throw new RangeError(`no token at ${at}`);
}
