import { describe, expect, it } from 'vitest';
import { isLoginGate } from '../../../src/domain/net/login-page.ts';

const site = new URL('https://staging.shop.example/build-info.json');

describe('a redirect', () => {
  it.each([
    'https://acme.cloudflareaccess.com/cdn-cgi/access/login/x',
    'https://sso.acme.example/realms/acme/protocol/openid-connect/auth?client_id=x',
    'https://fs.acme.example/adfs/ls/?wa=wsignin1.0',
    'https://auth.acme.example/as/authorization.oauth2?client_id=x',
    'https://auth.acme.example/idp/startSSO.ping?PartnerSpId=x',
    'https://acme.b2clogin.com/acme.onmicrosoft.com/x',
    'https://acme.auth.us-east-1.amazoncognito.com/x',
    'https://auth.pingone.eu/1/as/x',
    'https://login.microsoftonline.us/common',
  ])('to %s is a log-in of somebody else', (to) => {
    expect(isLoginGate(site, new URL(to))).toBe(true);
  });

  it.each([
    'https://www.shop.example/login',
    'https://docs.acme.example/openid-connection/auth',
    'https://acme.example/adfsx/ls',
    'https://amazoncognito.com.acme.example/x',
    'https://acme.example/blog/startsso.pingpong',
  ])('to %s is none', (to) => {
    expect(isLoginGate(site, new URL(to))).toBe(false);
  });
});
