import { labTitles as names } from '../../lab/titles.ts';

/** MONITORING section 3.3, as the last kept set of lab runs has them. */
export const labFigureTitles = {
  'lab-performance': names.performance,
  'lab-accessibility': names.accessibility,
  'lab-best-practices': names['best-practices'],
  'lab-seo': names.seo,
  'lab-fcp': names.fcp,
  'lab-lcp': names.lcp,
  'lab-cls': names.cls,
  'lab-tbt': names.tbt,
} as const;
