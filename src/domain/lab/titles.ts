import { say, type Text } from '../text/language.ts';
import type { LabMetric } from './set.ts';

export const labTitles: Readonly<Record<LabMetric, Text>> = {
  performance: say('performance', '성능'),
  accessibility: say('accessibility', '접근성'),
  'best-practices': say('best practices', '권장사항'),
  seo: say('SEO', 'SEO'),
  fcp: say('FCP', 'FCP'),
  lcp: say('LCP', 'LCP'),
  cls: say('CLS', 'CLS'),
  tbt: say('TBT', 'TBT'),
  ttfb: say('TTFB', 'TTFB'),
};
