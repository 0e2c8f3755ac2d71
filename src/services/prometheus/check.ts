import { type AccessReport, access } from '../../domain/doctor/access.ts';
import type { AccessBudget } from '../../ports/access.ts';
import type { AlertEngine } from '../../ports/alert-engines.ts';
import { accessOfError } from '../http/access-of-error.ts';

export interface PrometheusChecked {
  /** `prometheus.url` of the config. */
  readonly url: string | undefined;
  engine(): Promise<AlertEngine>;
}

/** Whether it tells its rules: wanted only by rules that Prometheus evaluates. */
export async function checkPrometheus(
  { url, engine }: PrometheusChecked,
  reach: AccessBudget,
): Promise<AccessReport> {
  if (url === undefined) {
    const set = 'set prometheus.url in tsops.config.yaml';
    return access('not-set', 'prometheus.url is not set', set);
  }
  try {
    await (await engine()).rules([], reach);
    return access('works', `${url} answers with its alerting rules`);
  } catch (thrown) {
    return accessOfError(thrown);
  }
}
