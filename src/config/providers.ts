import { type VendorName, vendorRows, type vendors } from './vendors.ts';

type Capabilities<Name extends VendorName> = (typeof vendors)[Name]['capabilities'];

/** What each row says of a capability: a name, or that there is nothing to choose. */
type Offered = {
  [Name in VendorName]: {
    [Key in keyof Capabilities<Name>]: readonly [Key, Capabilities<Name>[Key]];
  }[keyof Capabilities<Name>];
}[VendorName];

/** A capability whose provider the config chooses. */
export type ChosenCapability = Exclude<Offered, readonly [string, null]>[0];

export type Provider<Chosen extends ChosenCapability> = Extract<
  Offered,
  readonly [Chosen, string]
>[1];

function providersOf<Chosen extends ChosenCapability>(capability: Chosen) {
  const names = vendorRows.flatMap(([, row]) => row.capabilities[capability] ?? []);
  return names as unknown as readonly [Provider<Chosen>, ...Provider<Chosen>[]];
}

/** Who offers each of them, by the vendors table; the first is the default. */
export const providers: {
  readonly [Key in ChosenCapability]: ReturnType<typeof providersOf<Key>>;
} = {
  cdn: providersOf('cdn'),
  deploys: providersOf('deploys'),
  uptime: providersOf('uptime'),
  analytics: providersOf('analytics'),
};
