/** Whether a host is a domain itself or lies below it (`assets.talkstudio.app` below `talkstudio.app`); both lower case. */
export function isWithinDomain(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
