import type { LoadedConfig } from '../../contract/context.ts';
import type { Env } from '../../domain/net/env.ts';
import type { SiteHeaders } from '../../ports/site.ts';

/**
 * The headers of the config in force. A config that cannot be read gives none. Whether it is trusted is asked
 * here alone: one that was named, or lies in the user's own config directory, is.
 */
export function createSiteHeaders(config: () => Promise<LoadedConfig>, env: Env): SiteHeaders {
  const loaded = (): Promise<LoadedConfig | undefined> => config().catch(() => undefined);
  return {
    async forUrl(url) {
      const found = await loaded();
      const given = Object.values(found?.config.environments ?? {});
      if (found === undefined || given.every(({ headers }) => headers === undefined)) return none;
      const { headersForUrl } = await import('../../domain/net/site-headers.ts');
      return headersForUrl(url, found.config, env, trusts(found));
    },
    async fill(headers) {
      if (Object.keys(headers).length === 0) return none;
      const found = await loaded();
      const { fillHeaders } = await import('../../domain/net/site-headers.ts');
      return fillHeaders(headers, env, trusts(found));
    },
  };
}

/** A file that was named, or that the engineer trusted; the shipped defaults name no headers. */
function trusts(loaded: LoadedConfig | undefined): boolean {
  return loaded?.trust?.trusted === true;
}

const none = { headers: {}, missing: [] };
