import { certificateWording } from '../../domain/evidence/wording/certificate.ts';
import {
  certificateSeen,
  certificateVerdict,
  worstCertificate,
} from '../../domain/site/certificate-rules.ts';
import type { Collector } from '../asking/inquiry.ts';
import { settle, withoutData } from '../asking/settle.ts';
import { probeBudget, probedSite, siteTargets } from './site-probes.ts';

/** Whether the certificate holds that the site shows, and for how long. */
const certificate: Collector<'certificate'> = (inquiry) => {
  const { context, environment } = inquiry;
  const question = {
    question: `is the certificate of ${environment} valid`,
    source: 'the monitors',
    budget: probeBudget(inquiry),
  };
  return settle(context, question, async () => {
    const targets = siteTargets(inquiry);
    const { monitors } = await probedSite(inquiry);
    const seen = monitors.flatMap((monitor, index) => {
      const target = targets[index];
      return target === undefined ? [] : (certificateSeen(monitor, target) ?? []);
    });
    const value = worstCertificate(seen);
    if (value !== null) {
      const detail = certificateWording.sentence(value).en;
      return { verdict: certificateVerdict(value), value, detail };
    }
    const plain = targets.every(({ url }) => url.startsWith('http:'));
    if (plain) return withoutData('no-tls');
    const lack = monitors.find(({ verdict }) => verdict !== 'ok')?.findings[0]?.detail;
    const blind = withoutData('no-certificate');
    return { ...blind, verdict: 'unknown', detail: lack ?? blind.detail };
  });
};
export default certificate;
