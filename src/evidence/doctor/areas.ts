import { vendors } from '../../config/vendors.ts';

type Vendors = typeof vendors;
/** A vendor that doctor has a block for. */
export type VendorArea = {
  [Name in keyof Vendors]: Vendors[Name]['doctor'] extends true ? Name : never;
}[keyof Vendors];

export type Area = 'machine' | 'site' | VendorArea | 'dependencies';

const checked = Object.entries(vendors).filter(([, { doctor }]) => doctor);

/** What `tsops doctor` can be asked for by name, in the order in which it is shown, and its heading. */
export const areaNames = {
  machine: 'This machine',
  site: 'Site',
  ...Object.fromEntries(checked.map(([name, { title }]) => [name, title])),
  dependencies: 'Dependencies',
} as Readonly<Record<Area, string>>;

export const areas = Object.keys(areaNames) as readonly Area[];
