import type { Collectors } from './asking/inquiry.ts';
import { errorCollectors } from './error-collectors.ts';
import { speedCollectors } from './speed-collectors.ts';

/** Who answers each question; loaded when it is asked. */
export const collectors: Collectors = { ...errorCollectors, ...speedCollectors };
