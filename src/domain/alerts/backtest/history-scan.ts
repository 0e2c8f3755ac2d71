const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const words = {
  metric: ascii('"metric"'),
  t: ascii('"t"'),
  value: ascii('"value"'),
  true: ascii('true'),
  false: ascii('false'),
  nan: ascii('"NaN"'),
  stale: ascii('"stale"'),
};
const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
const code = (character: string): number => character.charCodeAt(0);
const space = code(' ');
const carriageReturn = code('\r');
const quote = code('"');
const comma = code(',');
const minus = code('-');
const dot = code('.');
const zero = code('0');
const nine = code('9');
const colon = code(':');
const backslash = code('\\');
const open = code('{');
const close = code('}');
const letterT = code('t');
const letterF = code('f');

/**
 * Reads `{"metric": name, "t": seconds, "value": value}`, in this order and with nothing else in it.
 * `line` is false for any other line, which JSON.parse has to read.
 */
export class HistoryScan {
  metric = '';
  /** Seconds. */
  t = 0;
  value = 0;
  stale = false;
  isBoolean = false;
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private end = 0;

  line(bytes: Buffer, start: number, end: number): boolean {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    return (
      this.takes(open) &&
      this.key(words.metric) &&
      this.name() &&
      this.takes(comma) &&
      this.key(words.t) &&
      this.number('t') &&
      this.takes(comma) &&
      this.key(words.value) &&
      this.anyValue() &&
      this.takes(close) &&
      this.skip() === end
    );
  }

  private skip(): number {
    const { bytes, end } = this;
    while (this.at < end && (bytes[this.at] === space || bytes[this.at] === carriageReturn)) {
      this.at += 1;
    }
    return this.at;
  }

  private takes(byte: number): boolean {
    if (this.bytes[this.skip()] !== byte) return false;
    this.at += 1;
    return true;
  }

  private word(wanted: Uint8Array): boolean {
    const start = this.skip();
    for (let index = 0; index < wanted.length; index += 1) {
      if (this.bytes[start + index] !== wanted[index]) return false;
    }
    this.at = start + wanted.length;
    return true;
  }

  private key(wanted: Uint8Array): boolean {
    return this.word(wanted) && this.takes(colon);
  }

  private name(): boolean {
    if (!this.takes(quote)) return false;
    const start = this.at;
    for (; this.at < this.end; this.at += 1) {
      const byte = this.bytes[this.at] ?? 0;
      if (byte === quote) break;
      if (byte === backslash || byte > 126) return false;
    }
    this.metric = this.bytes.toString('latin1', start, this.at);
    this.at += 1;
    return true;
  }

  /** Plain decimals of at most 15 digits: those are exact, and their quotient is rounded once. */
  private number(field: 't' | 'value'): boolean {
    const { bytes, end } = this;
    const negative = bytes[this.skip()] === minus;
    let at = this.at + (negative ? 1 : 0);
    let mantissa = 0;
    let digits = 0;
    let scale = -1;
    for (; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= zero && byte <= nine) {
        mantissa = mantissa * 10 + byte - zero;
        digits += 1;
        if (scale >= 0) scale += 1;
      } else if (byte === dot && scale === -1 && digits > 0) scale = 0;
      else break;
    }
    const next = bytes[at];
    const ended = next === comma || next === close || next === space;
    if (digits === 0 || digits > 15 || scale === 0 || !ended) return false;
    const size = scale > 0 ? mantissa / (powers[scale] ?? 1) : mantissa;
    this[field] = negative ? -size : size;
    this.at = at;
    return true;
  }

  private anyValue(): boolean {
    const first = this.bytes[this.skip()];
    this.stale = false;
    this.isBoolean = first === letterT || first === letterF;
    if (this.isBoolean) {
      this.value = first === letterT ? 1 : 0;
      return this.word(first === letterT ? words.true : words.false);
    }
    if (first !== quote) return this.number('value');
    this.value = Number.NaN;
    this.stale = this.word(words.stale);
    return this.stale || this.word(words.nan);
  }
}
