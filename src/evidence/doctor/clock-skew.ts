import type { Clock } from '../../contract/context.ts';
import type { ClockSample } from '../../domain/doctor/checks.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { type Http, HttpFailure } from '../../ports/http.ts';

/**
 * How far our clock is ahead of a server's, in milliseconds, by its `Date` header, against the middle of
 * the exchange. A cached answer carries the Date of when it was made: `Age` (seconds) is added. The
 * header has whole seconds, so half a second is added too. Undefined when no Date came.
 */
export async function clockSample(
  http: Http,
  clock: Clock,
  source: string,
  url: string,
  reach: AccessBudget,
): Promise<ClockSample | undefined> {
  const before = clock.now();
  try {
    const { headers } = await http.send({ method: 'HEAD', url, ...reach });
    const middle = (before + clock.now()) / 2;
    const date = Date.parse(headers.date ?? '');
    if (Number.isNaN(date)) return undefined;
    const age = Number(headers.age ?? 0);
    const cachedFor = Number.isFinite(age) && age > 0 ? age * 1000 : 0;
    return { source, aheadMs: Math.round(middle - (date + cachedFor + 500)) };
  } catch (thrown) {
    if (thrown instanceof HttpFailure) return undefined;
    throw thrown;
  }
}
