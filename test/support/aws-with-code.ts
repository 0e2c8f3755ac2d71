/* An AWS on loopback whose role is given for the code of a device alone, and a home whose profile takes that role. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const device = 'arn:aws:iam::123456789012:mfa/jo';
const roleKeys = 'ASIAROLEOFTHEFAKE00';

const sts = (body: string): string =>
  `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${body}</AssumeRoleResponse>`;

const given = sts(`<AssumeRoleResult><Credentials><AccessKeyId>${roleKeys}</AccessKeyId>
  <SecretAccessKey>secret-of-the-role</SecretAccessKey><SessionToken>token-of-the-role</SessionToken>
  <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>`);

const refused = (code: string, message: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

const distribution = `<?xml version="1.0"?><InvalidationList xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
  <Marker></Marker><MaxItems>10</MaxItems><IsTruncated>false</IsTruncated><Quantity>0</Quantity></InvalidationList>`;

/** `right`: the one code that is taken. What was asked with a code is in `codes`, in order. */
export async function awsWithCode(right: string) {
  const codes: string[] = [];
  const devices: string[] = [];
  const keysSeen: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const answer = (status: number, text: string): void =>
        void response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
      const form = new URLSearchParams(body);
      if (form.get('Action') === 'AssumeRole') {
        const code = form.get('TokenCode') ?? '';
        codes.push(code);
        devices.push(form.get('SerialNumber') ?? '');
        if (code === right) return answer(200, given);
        const wrong = 'MultiFactorAuthentication failed with invalid MFA one time pass code. ';
        return answer(403, refused('AccessDenied', wrong));
      }
      const key = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
      keysSeen.push(key);
      if (request.method === 'POST') return answer(200, '{"MetricDataResults":[]}');
      return answer(200, distribution);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    codes,
    devices,
    /** Access key ids that other questions than the role's were signed with. */
    keysSeen,
    roleKeys,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The files of a profile `oncall`, whose role wants the code; what the AWS SDK reads of the environment. */
export function profileWithDevice(url: string, base = 'base') {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-mfa-'));
  const file = join(folder, 'config');
  writeFileSync(
    file,
    [
      '[profile oncall]',
      'role_arn = arn:aws:iam::123456789012:role/oncall',
      `source_profile = ${base}`,
      `mfa_serial = ${device}`,
      '[profile base]',
      'aws_access_key_id = AKIABASEOFTHEFAKE00',
      'aws_secret_access_key = secret-of-the-base',
    ].join('\n'),
  );
  return {
    env: {
      HOME: folder,
      AWS_CONFIG_FILE: file,
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_ENDPOINT_URL: url,
      AWS_PROFILE: 'oncall',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
