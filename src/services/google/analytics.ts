import type { Config } from '../../config/schema.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Analytics, VisitFigures } from '../../ports/analytics.ts';
import { field, listAt } from '../http/json.ts';
import { createVendorClient, secretError, type VendorParts } from '../http/vendor-client.ts';
import { askGoogle, googleApi } from './client.ts';

interface AnalyticsParts extends VendorParts {
  readonly config: Pick<Config['analytics'], 'property' | 'apiUrl'>;
}

const googleAnalytics = googleApi({
  title: 'Google Analytics',
  secret: {
    variable: 'GOOGLE_ANALYTICS_TOKEN',
    howToGet: 'an OAuth access token with the scope analytics.readonly',
  },
  headers: (token) => (token === undefined ? {} : { authorization: `Bearer ${token}` }),
});
/** The names of the ranges come back as a dimension that Google adds. */
const query = {
  dateRanges: [
    { name: 'today', startDate: 'today', endDate: 'today' },
    { name: 'usual', startDate: '7daysAgo', endDate: 'yesterday' },
  ],
  metrics: [{ name: 'bounceRate' }, { name: 'sessions' }],
};

/** The Data API's `runReport`, which only reads although it is a POST. */
export function createAnalytics({ config, ...parts }: AnalyticsParts): Analytics {
  const client = createVendorClient(googleAnalytics, config.apiUrl, parts);
  return {
    async visits(reach) {
      const { problem } = client.secret;
      if (config.property === undefined || problem?.state === 'not-set') return null;
      if (problem !== undefined) throw secretError(problem);
      const request = {
        method: 'POST',
        path: `/properties/${config.property}:runReport`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(query),
      } as const;
      const answer = await askGoogle(googleAnalytics, client, request, reach);
      if (answer === null) throw noProperty(config.property);
      return { today: rowOf(answer, 'today'), usual: rowOf(answer, 'usual') };
    },
  };
}

function noProperty(property: string): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `Google Analytics has no property ${property} (404)`,
    next: ['set analytics.property in tsops.config.yaml'],
  });
}

/** A range without sessions has no row. Every value is a text; `bounceRate` is a fraction. */
function rowOf(answer: unknown, range: string): VisitFigures | null {
  const rows = listAt(answer, 'rows') ?? [];
  const row = rows.find((each) => field(each, 'dimensionValues', 0, 'value') === range);
  const bounce = Number(field(row, 'metricValues', 0, 'value') ?? Number.NaN);
  const sessions = Number(field(row, 'metricValues', 1, 'value') ?? Number.NaN);
  if (!(bounce >= 0 && bounce <= 1) || !(sessions > 0)) return null;
  return { bounceRate: bounce * 100, sessions };
}
