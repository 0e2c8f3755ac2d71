import type { Config } from '../../config/schema.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';
import type { Vital } from '../../domain/speed/findings.ts';
import type { Http } from '../../ports/http.ts';
import type { Measuring, RemoteLab, VitalValues } from '../../ports/lab.ts';
import { labRunOf } from '../http/lighthouse-result.ts';
import { secretOf } from '../http/secret.ts';
import { field, join } from '../http/vendor-answer.ts';
import { askGoogle } from './client.ts';

interface Parts {
  readonly http: Http;
  readonly env: Env;
  readonly config: Config['pagespeed'];
}

const variable = 'PAGESPEED_API_KEY';
const howToGet = 'an API key of Google Cloud for PageSpeed Insights and the Chrome UX Report';

/** PageSpeed Insights v5 and the Chrome UX Report. The key goes in a header: addresses stand in errors. */
export function createPageSpeed({ http, env, config }: Parts): RemoteLab {
  const headers = (): Record<string, string> | null => {
    const key = secretOf(env, variable, howToGet);
    if (key.value !== undefined) return { 'x-goog-api-key': key.value };
    if (key.problem.state === 'not-set') return null;
    throw new TsopsError({ kind: 'credentials', message: key.problem.detail });
  };
  return {
    async run(url, measuring) {
      const key = headers();
      if (key === null) return null;
      const asking = { http, vendor: 'PageSpeed Insights', variable, howToGet };
      const request = { url: psiUrl(config.apiUrl, url, measuring), headers: key };
      const answer = await askGoogle(asking, request, measuring);
      return labRunOf(field(answer, 'lighthouseResult'));
    },
    async field(url, measuring) {
      const key = headers();
      if (key === null) return null;
      const asking = { http, vendor: 'the Chrome UX Report', variable, howToGet };
      const answer = await askGoogle(
        asking,
        cruxRequest(config.cruxUrl, url, measuring, key),
        measuring,
      );
      return answer === null ? null : fieldValues(answer);
    },
  };
}

function psiUrl(apiUrl: string, url: string, { device }: Measuring): string {
  const query = new URLSearchParams({ url, strategy: device, category: 'performance' });
  return join(apiUrl, `/runPagespeed?${query}`);
}

function cruxRequest(
  cruxUrl: string,
  url: string,
  { device }: Measuring,
  key: Readonly<Record<string, string>>,
) {
  const formFactor = device === 'mobile' ? 'PHONE' : 'DESKTOP';
  return {
    method: 'POST',
    url: join(cruxUrl, '/records:queryRecord'),
    headers: { 'content-type': 'application/json', ...key },
    body: JSON.stringify({ origin: new URL(url).origin, formFactor }),
  };
}

const metrics: Readonly<Partial<Record<Vital, string>>> = {
  lcp: 'largest_contentful_paint',
  inp: 'interaction_to_next_paint',
  cls: 'cumulative_layout_shift',
  fcp: 'first_contentful_paint',
  ttfb: 'experimental_time_to_first_byte',
};

/** Milliseconds are numbers there, and CLS is a text. */
function fieldValues(answer: unknown): VitalValues {
  const values = Object.entries(metrics).flatMap(([vital, metric]) => {
    const p75 = field(answer, 'record', 'metrics', metric, 'percentiles', 'p75');
    const value = typeof p75 === 'string' && p75 !== '' ? Number(p75) : p75;
    return typeof value === 'number' && Number.isFinite(value) ? [[vital, value] as const] : [];
  });
  return Object.fromEntries(values);
}
