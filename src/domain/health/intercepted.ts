/* Whether what was seen of a site is what is seen of hosts that have nothing to do with it. */
import type { Measurement } from './probe.ts';

/** What one address showed: its measurement and the beginning of its page. */
export interface SeenAnswer {
  /** `host:port` as it was asked. */
  readonly host: string;
  readonly measured: Measurement;
  readonly page: string;
}

/**
 * One sentence on who answers in place of the site, because control hosts show the same; null where they do
 * not. The same: the authority of a certificate that does not hold, the host at which redirects end, or the
 * page.
 */
export function interceptedAs(site: SeenAnswer, controls: readonly SeenAnswer[]): string | null {
  for (const control of controls) {
    if (control.host === site.host) continue;
    const same = sameStranger(site, control) ?? sameEnd(site, control) ?? samePage(site, control);
    if (same !== null) return `the control host ${control.host} ${same}`;
  }
  return null;
}

/** A certificate out of its time for all of them: then it is our time that is wrong. */
export function isOutOfTime(site: SeenAnswer, controls: readonly SeenAnswer[]): boolean {
  const asked = controls.filter(({ host }) => host !== site.host);
  return asked.length > 0 && [site, ...asked].every(outOfTime);
}

function outOfTime({ measured: { failure } }: SeenAnswer): boolean {
  return failure?.reason === 'tls_expired' || /not valid yet/.test(failure?.detail ?? '');
}

function sameStranger(site: SeenAnswer, control: SeenAnswer): string | null {
  const issuer = strangerOf(site);
  if (issuer === null || issuer !== strangerOf(control)) return null;
  return `shows a certificate of ${issuer} too: the network opens connections on the way`;
}

function strangerOf({ measured: { failure, hops } }: SeenAnswer): string | null {
  if (failure === null || !/^tls_(?:untrusted|hostname|expired)$/.test(failure.reason)) return null;
  return hops.at(-1)?.certificate?.issuer || null;
}

function sameEnd(site: SeenAnswer, control: SeenAnswer): string | null {
  const end = endOf(site);
  if (end === null || end !== endOf(control)) return null;
  return `is redirected to ${end} too: the network needs a log-in, or blocks what is asked`;
}

/** Where redirects led, if to another host. */
function endOf({ host, measured: { hops } }: SeenAnswer): string | null {
  const last = hops.at(-1);
  if (last === undefined) return null;
  const end = hostAndPortOf(new URL(last.location ?? last.url));
  return end === host ? null : end;
}

function samePage(site: SeenAnswer, control: SeenAnswer): string | null {
  const [one, other] = [site, control].map(({ measured }) => measured.hops.at(-1)?.status ?? null);
  if (one === null || one !== other) return null;
  const text = withoutHost(site);
  if (text.trim() === '' || text !== withoutHost(control)) return null;
  return `answers with the same page (${one}): it is the network that answers`;
}

/** Such a page may repeat what was asked for. */
function withoutHost({ host, page }: SeenAnswer): string {
  const name = host.replace(/:\d+$/, '');
  return page.replaceAll(host, '').replaceAll(name, '');
}

/** `host:port` of an address, the port of its scheme filled in. */
export function hostAndPortOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}
