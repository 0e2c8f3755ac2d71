import { describe, expect, it } from 'vitest';
import { isSecretVariable, secretsIn } from '../../src/app/secrets.ts';

const long = 'a1B2c3D4e5F6g7H8i9';

describe('a variable of the environment', () => {
  it.each([
    'GH_TOKEN',
    'PAGERDUTY_ROUTING_KEY',
    'STRIPE_SECRET_KEY',
    'AZURE_DEVOPS_PAT',
    'DB_PASS',
    'MYSQL_PWD',
    'PGPASSWORD',
    'GPG_PASSPHRASE',
    'TEAMS_WEBHOOK',
    'DD_APP_KEY',
    'npm_config__authToken',
    'openai_api_key',
  ])('is a secret by its name: %s', (name) => {
    expect(isSecretVariable(name)).toBe(true);
    expect(secretsIn({ [name]: long })).toContain(long);
  });

  it.each([
    ['PWD', '/home/kim/a-folder-of-some-length'],
    ['OLDPWD', '/home/kim/a-folder-of-some-length'],
    ['SSH_ASKPASS', '/usr/lib/ssh/ssh-askpass-of-some'],
    ['SSH_AUTH_SOCK', '/run/user/1000/keyring/ssh-agent'],
    ['SORT_KEY', 'created_at_then_name_then_id'],
    ['DATABASE_URL', 'postgres://db.example:5432/shop?user=kim'],
    ['REPOSITORY', 'git@github.com:acme/web.git'],
    ['SITE', 'https://shop.example:8443/@kim'],
  ])('is none: %s=%s', (name, value) => {
    expect(isSecretVariable(name, value)).toBe(false);
    expect(secretsIn({ [name]: value })).toEqual([]);
  });

  it('is one where its address holds a password, but for a proxy, which programs need', () => {
    const value = 'postgres://kim:hunter2%2Fx@db.example/shop';
    expect(isSecretVariable('DATABASE_URL', value)).toBe(true);
    expect(isSecretVariable('HTTPS_PROXY', 'http://kim:hunter22@proxy.example:3128')).toBe(false);
    expect(isSecretVariable('https_proxy', 'http://kim:hunter22@proxy.example:3128')).toBe(false);
    expect(secretsIn({ DATABASE_URL: value }).sort()).toEqual(['hunter2%2Fx', 'hunter2/x']);
    expect(secretsIn({ HTTPS_PROXY: 'http://kim:hunter22@proxy.example:3128' })).toEqual([
      'hunter22',
    ]);
    expect(secretsIn({ HTTPS_PROXY: 'http://kim:pa%ss12@proxy.example:3128' })).toEqual([
      'pa%ss12',
    ]);
  });
});

it('a secret behind a user is one by itself too, and the path of a key file is none', () => {
  const account = 'robot.1a2b:s3cretOfNobody';
  expect(secretsIn({ MIXPANEL_SERVICE_ACCOUNT: account })).toEqual([account, 's3cretOfNobody']);
  expect(secretsIn({ GOOGLE_APPLICATION_CREDENTIALS: '/home/kim/keys/reader.json' })).toEqual([]);
});
