import type { CertificateSeen, ServedDeploy, SiteUp } from '../../../src/domain/site/findings.ts';
import { at } from './collected.ts';

export const siteUp = (change: Partial<SiteUp> = {}): SiteUp => ({
  state: 'up',
  monitors: [{ name: 'Production', state: 'up', reason: null, detail: '200' }],
  layer: null,
  uptime: { since: null, reason: '' },
  controlHosts: [],
  ...change,
});

export const siteDown = (
  reason: 'http_5xx' | 'tls_expired',
  change: Partial<SiteUp> = {},
): SiteUp =>
  siteUp({
    state: 'down',
    monitors: [{ name: 'Production', state: 'down', reason, detail: reason }],
    layer: 'origin',
    ...change,
  });

export const certificate = (change: Partial<CertificateSeen> = {}): CertificateSeen => ({
  host: 'talkstudio.app',
  issuer: 'CA',
  validTo: at + 20 * 86_400_000,
  daysLeft: 20,
  state: 'valid',
  detail: '',
  ...change,
});

export const servedDeploy = (change: Partial<ServedDeploy> = {}): ServedDeploy => ({
  state: 'served',
  served: ['v1.2.3'],
  deployed: 'v1.2.3',
  deployedAt: at - 3_600_000,
  cached: true,
  ...change,
});
