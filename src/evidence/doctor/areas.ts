import { type CheckedVendor, vendorRows } from '../../config/vendors.ts';

export type Area = 'machine' | 'site' | CheckedVendor | 'dependencies';

const checked = vendorRows.filter(([, { doctor }]) => doctor !== null);

/** What `tsops doctor` can be asked for by name, in the order in which it is shown, and its heading. */
export const areaNames = {
  machine: 'This machine',
  site: 'Site',
  ...Object.fromEntries(checked.map(([name, { title }]) => [name, title])),
  dependencies: 'Dependencies',
} as Readonly<Record<Area, string>>;

export const areas = Object.keys(areaNames) as readonly Area[];

/** Areas of which one way in is enough. */
export const anyWayAreas: readonly string[] = checked.flatMap(([name, { doctor }]) =>
  doctor === 'any' ? [name] : [],
);
