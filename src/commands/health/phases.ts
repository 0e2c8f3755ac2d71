import type { Screen } from '../../contract/context.ts';
import type { Hop } from '../../domain/health/probe.ts';
import { say, type Text } from '../../domain/text/language.ts';

const barWidth = 34;
const total = say('total', '전체');

interface PhaseTime {
  readonly name: Text;
  readonly ms: number;
  /** False for the phase in which the attempt broke off; `ms` is how long it had lasted. */
  readonly finished: boolean;
}

/** The phases that were reached, in order, with their names as curl and httpstat users know them. */
function phasesOf(hop: Hop, brokeOff: boolean): readonly PhaseTime[] {
  const through = (name: string): Text =>
    hop.proxy === null ? say(name, name) : say(`${name} (proxy)`, `${name} (프록시)`);
  const all: readonly (readonly [name: Text, ms: number | null, expected: boolean])[] = [
    [through('dns'), hop.dnsMs, hop.address === null && hop.proxy === null],
    [through('tcp'), hop.connectMs, true],
    [say('tls', 'tls'), hop.tlsMs, hop.url.startsWith('https:')],
    [say('first byte', '첫 바이트'), hop.firstByteMs, true],
    [say('body', '본문'), hop.downloadMs, true],
  ];
  const done = all.flatMap(([name, ms]) => (ms === null ? [] : [{ name, ms, finished: true }]));
  const missing = all.find(([, ms, expected]) => ms === null && expected);
  if (!brokeOff || missing === undefined) return done;
  const rest = done.reduce((left, { ms }) => left - ms, hop.totalMs);
  return [...done, { name: missing[0], ms: Math.max(0, rest), finished: false }];
}

export function milliseconds(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `dns 12 ms · tcp 20 ms · first byte 110 ms · total 160 ms` */
export function phaseLine(hop: Hop, brokeOff: boolean, screen: Screen): string {
  const parts = phasesOf(hop, brokeOff).map(
    ({ name, ms, finished }) => `${screen.say(name)} ${milliseconds(ms)}${finished ? '' : ' ✖'}`,
  );
  return [...parts, `${screen.say(total)} ${milliseconds(hop.totalMs)}`].join(' · ');
}

/** One line a phase, its bar where it lies in the whole of the hop, and the whole. */
export function waterfall(hop: Hop, brokeOff: boolean, screen: Screen): readonly string[] {
  const { paint } = screen;
  const scale = barWidth / Math.max(hop.totalMs, 0.1);
  let before = 0;
  const label = (name: Text): string => {
    const said = screen.say(name);
    return paint.dim(said + ' '.repeat(Math.max(0, 11 - screen.width(said))));
  };
  const lines = phasesOf(hop, brokeOff).map(({ name, ms, finished }) => {
    const start = Math.min(Math.floor(before * scale), barWidth - 1);
    const length = Math.max(1, Math.min(Math.round(ms * scale), barWidth - start));
    before += ms;
    const bar = finished ? paint.accent('━'.repeat(length)) : paint.bad('┄'.repeat(length));
    const rest = ' '.repeat(barWidth - start - length);
    const mark = finished ? '' : ` ${paint.bad('✖')}`;
    return `${label(name)} ${' '.repeat(start)}${bar}${rest} ${milliseconds(ms).padStart(9)}${mark}`;
  });
  const whole = milliseconds(hop.totalMs).padStart(barWidth + 10);
  return [...lines, `${label(total)} ${whole}`];
}
