import { randomBytes } from 'node:crypto';
import { type AccessReport, access } from '../../domain/doctor/access.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { type Http, HttpFailure } from '../../ports/http.ts';
import { field } from '../http/json.ts';
import { createVendorClient, type VendorParts } from '../http/vendor-client.ts';
import { statusPage } from './client.ts';

/**
 * Asks the probe address of an external service. `{seed}` becomes a fresh value each time: DiceBear's
 * avatars are cached for a year, and a cached one would hide that the service is down. An address that
 * ends in `/svg` must answer an image.
 */
export async function checkDependency(
  http: Http,
  dependency: { readonly name: string; readonly probe: string },
  reach: AccessBudget,
): Promise<AccessReport> {
  const url = dependency.probe.replaceAll('{seed}', `tsops-${randomBytes(6).toString('hex')}`);
  try {
    const { status, headers } = await http.send({ url, maxBody: 1024 * 1024, ...reach });
    const type = cleanText(headers['content-type'] ?? 'no content type', 60);
    if (status >= 300) return access('limited', `${dependency.name} answers ${status}`);
    if (new URL(url).pathname.endsWith('/svg') && !type.startsWith('image/svg+xml')) {
      return access('limited', `${dependency.name} answers ${type} instead of an image`);
    }
    return access('works', `answers ${status}, ${type}`);
  } catch (thrown) {
    if (!(thrown instanceof HttpFailure)) throw thrown;
    return access('unknown', cleanText(thrown.message, 200));
  }
}

/**
 * Reads a status page of Statuspage's format. What it says about others is a warning at most; a page
 * that cannot be read tells nothing.
 */
export async function checkStatusPage(
  parts: VendorParts,
  page: string,
  reach: AccessBudget,
): Promise<AccessReport> {
  const path = page.endsWith('.json') ? '' : '/api/v2/status.json';
  const client = createVendorClient(statusPage, page, parts);
  const { answer, reason } = await client.read({ path }, { ...reach, patience: 0 });
  if (answer === undefined) return access('unknown', reason);
  const indicator = field(answer.json, 'status', 'indicator');
  const description = field(answer.json, 'status', 'description');
  if (typeof indicator !== 'string') {
    return access('unknown', `The status page answered ${answer.status} without an indicator`);
  }
  const said = cleanText(typeof description === 'string' ? description : indicator, 120);
  return indicator === 'none' ? access('works', said) : access('limited', said);
}
