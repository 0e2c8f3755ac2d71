import { type Verdict, worst } from '../evidence/verdict.ts';
import { type AccessReport, access, type NamedAccess } from './access.ts';

export interface Check extends NamedAccess {
  /** What `tsops doctor` can be asked for by name. */
  readonly area: string;
  /** Values of TalkStudio's that are in force, by dotted key of the config; only where another service is meant. */
  readonly inherited?: readonly { readonly key: string; readonly value: string }[];
}

/** What was asked for by name: there, what is not set is bad. */
export interface RequiredAccess {
  readonly areas: readonly string[];
  /** Areas of which one way in is enough. */
  readonly anyWay: readonly string[];
}

/**
 * The verdict that a check adds to the whole. Null for what is not set or untested: nothing was asked, so
 * it is neither good nor bad. Something not set is bad only where its area was asked for by name.
 */
export function verdictOfCheck(
  { state, area }: Check,
  all: readonly Check[],
  required: RequiredAccess,
): Verdict | null {
  if (state === 'works') return 'ok';
  if (state === 'limited') return 'warn';
  if (state === 'rejected') return 'bad';
  if (state === 'unknown') return 'unknown';
  if (state === 'untested' || !required.areas.includes(area)) return null;
  const otherWay = all.some((each) => each.area === area && each.state !== 'not-set');
  return required.anyWay.includes(area) && otherWay ? null : 'bad';
}

/** The worst verdict of the checks; `ok` when all that could be asked works. */
export function doctorVerdict(checks: readonly Check[], required: RequiredAccess): Verdict {
  const verdicts = checks
    .map((check) => verdictOfCheck(check, checks, required))
    .filter((verdict) => verdict !== null);
  return verdicts.length === 0 ? 'ok' : worst(verdicts);
}

/** `version` as `process.version` writes it. The floor is the package's own `engines`. */
export function nodeAccess(version: string): AccessReport {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return access('works', version);
  return access('rejected', `${version} is too old`, 'install Node.js 20.19 or later');
}

/** What one server's clock said: its name, and how far ours is ahead of it in milliseconds. */
export interface ClockSample {
  readonly source: string;
  readonly aheadMs: number;
}

const warnSkew = 120_000;
/** AWS refuses a signature that is more than five minutes away from its own clock. */
const brokenSkew = 300_000;

/**
 * Our clock against the servers'. The smallest difference counts: a cache may serve an old Date, but no
 * server's Date comes closer to a wrong clock by accident.
 */
export function clockAccess(samples: readonly ClockSample[]): AccessReport {
  const [closest] = [...samples].sort((a, b) => Math.abs(a.aheadMs) - Math.abs(b.aheadMs));
  if (closest === undefined) {
    return access('unknown', 'no server could be asked for its time');
  }
  const seconds = Math.round(Math.abs(closest.aheadMs) / 1000);
  const side = closest.aheadMs > 0 ? 'ahead of' : 'behind';
  const fix = 'set the clock: turn automatic time on (NTP)';
  if (Math.abs(closest.aheadMs) > brokenSkew) {
    const detail = `${seconds} s ${side} ${closest.source}: AWS rejects what is signed over 300 s off`;
    return access('rejected', detail, fix);
  }
  if (Math.abs(closest.aheadMs) > warnSkew) {
    return access('limited', `${seconds} s ${side} ${closest.source}`, fix);
  }
  const sources = samples.map((sample) => sample.source).join(' and ');
  return access('works', `within ${Math.max(2, seconds)} s of ${sources}`);
}

/** What the terminal is like. `locale` is the first set of LC_ALL, LC_CTYPE, LANG. */
export interface TerminalFacts {
  readonly terminal: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  readonly locale: string | undefined;
  readonly windows: boolean;
}

export function terminalAccess(facts: TerminalFacts): AccessReport {
  if (!facts.terminal) return access('works', 'not a terminal: plain text, no questions');
  const size = `${facts.columns}x${facts.rows}`;
  const utf8 = facts.windows || /utf-?8/i.test(facts.locale ?? '');
  const gaps = [
    facts.columns < 80 || facts.rows < 24 ? ['make the window 80x24 or larger'] : [],
    utf8 ? [] : ['export LC_ALL=C.UTF-8, or signs and Korean text may not show'],
  ].flat();
  const colour = facts.colour ? 'colour' : 'no colour';
  const locale = utf8 ? 'UTF-8' : `locale ${facts.locale ?? 'not set'}`;
  return access(gaps.length === 0 ? 'works' : 'limited', `${size}, ${locale}, ${colour}`, ...gaps);
}
