/** Vitals that the sandbox's browsers report. */
export type MeasuredVital = 'lcp' | 'inp' | 'cls';

/** By the aggregate that is asked for. */
export const VITALS: Record<string, MeasuredVital> = {
  'p75(measurements.lcp)': 'lcp',
  'p75(measurements.inp)': 'inp',
  'p75(measurements.cls)': 'cls',
};
