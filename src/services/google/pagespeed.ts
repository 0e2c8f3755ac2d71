import type { Config } from '../../config/schema.ts';
import type { VitalId } from '../../domain/speed/findings.ts';
import type { Measuring, RemoteLab, VitalValues } from '../../ports/lab.ts';
import { field } from '../http/json.ts';
import { labRunOf } from '../http/lighthouse-result.ts';
import {
  createVendorClient,
  secretError,
  type VendorClient,
  type VendorParts,
} from '../http/vendor-client.ts';
import { askGoogle, googleApi } from './client.ts';

interface PageSpeedParts extends VendorParts {
  readonly config: Config['pagespeed'];
}

/** The key goes in a header: addresses stand in errors. */
const keyed = {
  secret: {
    variable: 'PAGESPEED_API_KEY',
    howToGet: 'an API key of Google Cloud for PageSpeed Insights and the Chrome UX Report',
  },
  headers: (key: string | undefined): Readonly<Record<string, string>> =>
    key === undefined ? {} : { 'x-goog-api-key': key },
};
const pagespeed = googleApi({ title: 'PageSpeed Insights', ...keyed });
const chromeUx = googleApi({ title: 'the Chrome UX Report', ...keyed });

/** PageSpeed Insights v5 and the Chrome UX Report; null without a key. */
export function createPageSpeed({ config, ...parts }: PageSpeedParts): RemoteLab {
  const lab = createVendorClient(pagespeed, config.apiUrl, parts);
  const users = createVendorClient(chromeUx, config.cruxUrl, parts);
  return {
    async run(url, measuring) {
      if (!hasKey(lab)) return null;
      const path = labPath(url, measuring);
      const answer = await askGoogle(pagespeed, lab, { path }, measuring);
      return labRunOf(field(answer, 'lighthouseResult'));
    },
    async field(url, measuring) {
      if (!hasKey(users)) return null;
      const answer = await askGoogle(chromeUx, users, usersRequest(url, measuring), measuring);
      return answer === null ? null : fieldValues(answer);
    },
  };
}

/** Throws a credentials error where what is set can be no key. */
function hasKey({ secret: { problem } }: VendorClient): boolean {
  if (problem !== undefined && problem.state !== 'not-set') throw secretError(problem);
  return problem === undefined;
}

function labPath(url: string, { device }: Measuring): string {
  const query = new URLSearchParams({ url, strategy: device, category: 'performance' });
  return `/runPagespeed?${query}`;
}

function usersRequest(url: string, { device }: Measuring) {
  const formFactor = device === 'mobile' ? 'PHONE' : 'DESKTOP';
  return {
    method: 'POST',
    path: '/records:queryRecord',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ origin: new URL(url).origin, formFactor }),
  } as const;
}

const metrics: Readonly<Partial<Record<VitalId, string>>> = {
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
