import { vendorRows, type vendors } from '../config/vendors.ts';

/** What stands for no vendor of ours: the site's environments, and whom others than we ask. */
const others = ['production', 'staging', 'dicebear', 'status'] as const;

/** The systems of the sandbox, as faults, outages and addresses name them. */
export type SystemName =
  | (typeof others)[number]
  | (typeof vendors)[keyof typeof vendors]['sandbox'];

export const systemNames = [
  ...new Set([...others, ...vendorRows.map(([, row]) => row.sandbox)]),
] as readonly SystemName[];
