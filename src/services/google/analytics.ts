import type { Config } from '../../config/schema.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';
import type { Analytics, VisitFigures } from '../../ports/analytics.ts';
import type { Http } from '../../ports/http.ts';
import { secretOf } from '../http/secret.ts';
import { field, join, list } from '../http/vendor-answer.ts';
import { askGoogle } from './client.ts';

interface Parts {
  readonly http: Http;
  readonly env: Env;
  readonly config: Pick<Config['analytics'], 'property' | 'apiUrl'>;
}

const variable = 'GOOGLE_ANALYTICS_TOKEN';
const howToGet = 'an OAuth access token with the scope analytics.readonly';
/** The names of the ranges come back as a dimension that Google adds. */
const query = {
  dateRanges: [
    { name: 'today', startDate: 'today', endDate: 'today' },
    { name: 'usual', startDate: '7daysAgo', endDate: 'yesterday' },
  ],
  metrics: [{ name: 'bounceRate' }, { name: 'sessions' }],
};

/** The Data API's `runReport`, which only reads although it is a POST. */
export function createAnalytics({ http, env, config }: Parts): Analytics {
  return {
    async visits(reach) {
      const token = secretOf(env, variable, howToGet);
      if (config.property === undefined || token.problem?.state === 'not-set') return null;
      if (token.value === undefined) {
        throw new TsopsError({ kind: 'credentials', message: token.problem.detail });
      }
      const request = {
        method: 'POST',
        url: join(config.apiUrl, `/properties/${config.property}:runReport`),
        headers: { authorization: `Bearer ${token.value}`, 'content-type': 'application/json' },
        body: JSON.stringify(query),
      };
      const asking = { http, vendor: 'Google Analytics', variable, howToGet };
      const answer = await askGoogle(asking, request, reach);
      if (answer === null) throw noProperty(config.property);
      return { today: rowOf(answer, 'today'), usual: rowOf(answer, 'usual') };
    },
  };
}

function noProperty(property: string): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `Google Analytics knows no property ${property} (404)`,
    next: ['set analytics.property in tsops.config.yaml'],
  });
}

/** A range without sessions has no row. Every value is a text; `bounceRate` is a fraction. */
function rowOf(answer: unknown, range: string): VisitFigures | null {
  const rows = list(answer, 'rows') ?? [];
  const row = rows.find((each) => field(each, 'dimensionValues', 0, 'value') === range);
  const bounce = Number(field(row, 'metricValues', 0, 'value') ?? Number.NaN);
  const sessions = Number(field(row, 'metricValues', 1, 'value') ?? Number.NaN);
  if (!(bounce >= 0 && bounce <= 1) || !(sessions > 0)) return null;
  return { bounceRate: bounce * 100, sessions };
}
