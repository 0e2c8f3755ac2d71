/*
 * What comes back from a proxy that is asked for a whole address is the site's answer, unless the proxy says
 * that it is its own.
 */

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Products that stand between people and the internet; as a site's own server they are not used. */
const forwardProxies =
  /\b(?:squid|tinyproxy|privoxy|zscaler|blue ?coat|proxysg|mcafee|skyhigh|ironport|wsa|websense|forcepoint|barracuda|sophos|fortigate|fortiproxy|polipo|ccproxy|cntlm|mitmproxy)\b/i;

/**
 * True where an answer to an absolute-form request is the proxy's own: 407 always is; else the proxy names
 * itself (RFC 9209 `Proxy-Status` with an error, squid's `X-Squid-Error`, its `Server`).
 */
export function isProxysOwn(status: number, headers: Headers): boolean {
  if (status === 407) return true;
  if (status < 400) return false;
  const text = (name: string): string => [headers[name] ?? ''].flat().join(', ');
  if (text('x-squid-error') !== '' || text('proxy-authenticate') !== '') return true;
  if (/;\s*error=/i.test(text('proxy-status'))) return true;
  return forwardProxies.test(text('server'));
}

/**
 * What a proxy is asked to let us in with: its user and password, as the header has them. As curl reads them: `%40`
 * is a byte, and a `%` that begins none is itself.
 */
export function proxyAuthorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '' && password === '') return {};
  const plain = `${username}:${password}`.replace(/%([0-9a-f]{2})/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  // An address holds no other characters than ASCII: each of these is a byte.
  const basic = Buffer.from(plain, 'latin1').toString('base64');
  return { 'proxy-authorization': `Basic ${basic}` };
}

/**
 * The options by which `hpagent` reaches a proxy. By itself it decodes a password as UTF-8 alone, and looks up
 * `[::1]` as a name.
 */
export function tunnelOptions(proxy: string): {
  readonly proxy: URL;
  readonly proxyRequestOptions: { readonly headers: Readonly<Record<string, string>> };
} {
  const at = new URL(proxy);
  const { protocol, host, port } = at;
  const hostname = at.hostname.replace(/^\[|\]$/g, '');
  const place = { protocol, host, port, hostname, username: '', password: '' };
  return {
    proxy: place as URL,
    proxyRequestOptions: { headers: proxyAuthorization(at) },
  };
}

/** Why a proxy cannot be used, or undefined where it can. */
export function proxyTrouble(proxy: string): string | undefined {
  if (!URL.canParse(proxy))
    return 'the address of the proxy (HTTPS_PROXY, HTTP_PROXY) is not an address';
  const { protocol, host } = new URL(proxy);
  if (protocol === 'http:' || protocol === 'https:') return undefined;
  const kind = protocol.startsWith('socks') ? 'a SOCKS proxy' : `a proxy of the kind ${protocol}`;
  return `${host || 'the proxy'} is ${kind}, which tsops does not support: name an http:// proxy, or the host in NO_PROXY`;
}
