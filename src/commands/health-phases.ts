import type { Screen } from '../context.ts';
import type { Hop } from '../domain/probe.ts';

const barWidth = 34;

/** The phases that were reached, in order, with their names as curl and httpstat users know them. */
function phasesOf(hop: Hop): readonly (readonly [name: string, ms: number])[] {
  const named: readonly (readonly [string, number | null])[] = [
    [hop.proxy === null ? 'dns' : 'dns (proxy)', hop.dnsMs],
    [hop.proxy === null ? 'tcp' : 'tcp (proxy)', hop.connectMs],
    ['tls', hop.tlsMs],
    ['first byte', hop.firstByteMs],
    ['body', hop.downloadMs],
  ];
  return named.flatMap(([name, ms]) => (ms === null ? [] : [[name, ms]]));
}

export function milliseconds(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `dns 12 ms · tcp 20 ms · first byte 110 ms · total 160 ms` */
export function phaseLine(hop: Hop): string {
  const parts = phasesOf(hop).map(([name, ms]) => `${name} ${milliseconds(ms)}`);
  return [...parts, `total ${milliseconds(hop.totalMs)}`].join(' · ');
}

/** One line a phase, its bar where it lies in the whole of the hop. */
export function waterfall(hop: Hop, screen: Screen): readonly string[] {
  const scale = barWidth / Math.max(hop.totalMs, 0.1);
  let before = 0;
  return phasesOf(hop).map(([name, ms]) => {
    const start = Math.min(Math.floor(before * scale), barWidth - 1);
    const length = Math.max(1, Math.min(Math.round(ms * scale), barWidth - start));
    before += ms;
    const bar = `${' '.repeat(start)}${screen.paint.accent('━'.repeat(length))}`;
    const rest = ' '.repeat(barWidth - start - length);
    return `${screen.paint.dim(name.padEnd(11))} ${bar}${rest} ${milliseconds(ms).padStart(9)}`;
  });
}
