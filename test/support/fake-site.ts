import type { Measurement, ProbeTarget } from '../../src/domain/health/probe.ts';
import type { ProbeReason } from '../../src/domain/health/probe-reason.ts';
import type { Site } from '../../src/ports/site.ts';

/** A measurement of one plain hop: `status` answered, or `failure` met. */
export function measurement(
  parts: Partial<Measurement> & { readonly status?: number; readonly reason?: ProbeReason } = {},
  url = 'https://site.test/',
): Measurement {
  const { status = 200, reason, ...others } = parts;
  const failure = reason === undefined ? null : { reason, detail: `failed: ${reason}` };
  return {
    at: '2026-11-23T03:00:00.000Z',
    totalMs: 100,
    bodyBytes: failure === null ? 2 : null,
    keywordFound: null,
    failure,
    hops: [
      {
        url,
        address: '192.0.2.10',
        family: 4,
        proxy: null,
        dnsMs: 1,
        connectMs: 2,
        tlsMs: 3,
        firstByteMs: failure === null ? 90 : null,
        downloadMs: failure === null ? 4 : null,
        totalMs: 100,
        status: failure === null ? status : null,
        httpVersion: failure === null ? '1.1' : null,
        location: null,
        headers: {},
        certificate: null,
      },
    ],
    ...others,
  };
}

type Answer = (target: ProbeTarget, nth: number) => Measurement | Promise<Measurement>;

/** A site that answers as told; `asked` counts the probes of each monitor, `controls` lists control hosts. */
export function fakeSite(
  answer: Answer,
  others: Partial<Pick<Site, 'addresses' | 'reach'>> = {},
): Site & { readonly asked: Map<string, number>; readonly controls: string[] } {
  const asked = new Map<string, number>();
  const controls: string[] = [];
  return {
    asked,
    controls,
    async probe(target) {
      const nth = (asked.get(target.name) ?? 0) + 1;
      asked.set(target.name, nth);
      return answer(target, nth);
    },
    addresses: others.addresses ?? (async () => []),
    async reach(host, timeout) {
      controls.push(host.host);
      return others.reach?.(host, timeout) ?? { reached: true, resolved: true, tookMs: 5 };
    },
  };
}
