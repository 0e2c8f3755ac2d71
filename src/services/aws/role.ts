/*
 * Takes the role of a profile. The SDK would ask for the code of a device before it has the keys that the role rests
 * on, and a failure of those, while somebody looks for the device, would end the process: so the code is asked for here.
 */
import type { getDefaultRoleAssumer as assumerOf } from '@aws-sdk/nested-clients/sts';
import { type AwsKeys, deviceCode, type ProfileKeys } from './keys.ts';

interface Role {
  readonly RoleArn: string | undefined;
  readonly RoleSessionName: string | undefined;
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

/** What the SDK takes a role with; `client` is that of the client which needs the keys. */
export function takingRoles(keys: ProfileKeys, client: Parameters<typeof assumerOf>[0]) {
  let assume: ((source: AwsKeys, role: Role) => Promise<AwsKeys>) | undefined;
  return {
    // Without any the SDK refuses a role with a device; it is put in below.
    mfaCodeProvider: async () => '',
    async roleAssumer(source: AwsKeys, { TokenCode: _none, ...role }: Role): Promise<AwsKeys> {
      const { SerialNumber: serial } = role;
      const code = serial === undefined ? {} : { TokenCode: await deviceCode(keys, serial) };
      const { getDefaultRoleAssumer } = await import('@aws-sdk/nested-clients/sts');
      assume ??= getDefaultRoleAssumer(client);
      return assume(source, { ...role, ...code });
    },
  };
}
