/** The runbooks that come with tsops, by the names that alerts and pages use. Light: `built-in.ts` holds their steps. */
export const builtInIds = ['high-error-rate', 'performance-degradation', 'service-down'] as const;
export type BuiltInId = (typeof builtInIds)[number];
