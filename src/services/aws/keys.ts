/*
 * The keys of an AWS profile: looked up once a run, whichever service of AWS needs them first. A code of a device is
 * good for one look-up, so that two clients with keys of their own would ask for two.
 */

export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Remembers what it found until it expires; then it looks again. */
type AwsKeyProvider = () => Promise<AwsKeys & { readonly expiration?: Date }>;

export interface ProfileKeys {
  /** That of the first client; undefined until there is one. */
  provider: AwsKeyProvider | undefined;
  /** What the SDK noted while it looked for keys; its error tells only that the last place had none. */
  readonly noted: string[];
  /** Set while somebody can be asked for the code of a device. */
  askCode: ((serial: string) => Promise<string>) | undefined;
}

/** By the profile's name; '' where none is named. */
export type AwsKeyRing = Map<string, ProfileKeys>;

export function keysOfProfile(ring: AwsKeyRing, profile: string | undefined): ProfileKeys {
  const known = ring.get(profile ?? '');
  const keys = known ?? { provider: undefined, noted: [], askCode: undefined };
  ring.set(profile ?? '', keys);
  return keys;
}

/** Fails, in the SDK's own words, where nobody can be asked now. */
export async function deviceCode(keys: ProfileKeys, serial: string): Promise<string> {
  if (keys.askCode !== undefined) return keys.askCode(serial);
  const message = 'multi-factor authentication: nobody can be asked';
  throw Object.assign(new Error(message), { name: 'CredentialsProviderError' });
}

interface Client {
  readonly config: { readonly credentials: unknown };
}

/** The client, whose keys are those of every client of the same profile from now on. */
export function sharingKeys<Made extends Client>(client: Made, keys: ProfileKeys): Made {
  keys.provider ??= client.config.credentials as AwsKeyProvider;
  return client;
}
