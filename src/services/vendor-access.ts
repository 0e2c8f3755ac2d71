import type { CheckedVendor } from '../config/vendors.ts';
import { access } from '../domain/doctor/access.ts';
import type { VendorAccess } from '../ports/access.ts';
import { checkDependency, checkStatusPage } from './dependencies/check.ts';
import { type VendorAccessParts, vendorChecks } from './vendor-checks.ts';

/** Whether each vendor lets us in. */
export function createVendorAccess(parts: VendorAccessParts): VendorAccess {
  return {
    async check(vendor, asked) {
      const check = vendorChecks[vendor as CheckedVendor];
      const refused = parts.loaded?.trust?.refusal(vendor) ?? null;
      return check(
        {
          ...parts,
          withKey: async (ask) =>
            refused === null ? ask() : access('unknown', refused.message, ...refused.next),
        },
        asked,
      );
    },
    dependency: (dependency, reach) => checkDependency(parts.http, dependency, reach),
    statusPage: (url, reach) => checkStatusPage(parts, url, reach),
  };
}
