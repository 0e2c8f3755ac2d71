import { isWithinDomain } from './within-domain.ts';

/** Pages at which somebody logs in before a site is shown, by their address. */

const gates =
  /^(?:[\w-]+\.cloudflareaccess\.com|accounts\.google\.com|login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn|live\.com)|[\w.-]+\.(?:(?:okta|oktapreview|okta-emea|auth0|onelogin|b2clogin|ciamlogin|amazoncognito|duosecurity|jumpcloud)\.com|pingone\.(?:com|eu|asia|ca)|authkit\.app))$/i;
const paths =
  /(?:^|\/)(?:cdn-cgi\/access\/login|log-?in|sign-?in|sso|sso-api|saml2?|oauth2?|openid-connect|adfs|authorize|authorization\.oauth2|startsso\.ping|_vercel\/sso[\w-]*)(?:[/.]|$)/i;

/** True for the address of a log-in page, by its host or its path. */
export function isLoginPage({ hostname, pathname }: URL): boolean {
  return gates.test(hostname) || paths.test(pathname);
}

/** True where a redirect leaves a site for somebody else's log-in page: a gate in front of the site. */
export function isLoginGate(from: URL, to: URL): boolean {
  if (/^\/cdn-cgi\/access\/login/.test(to.pathname)) return true;
  return isLoginPage(to) && !isSameSite(from.hostname, to.hostname);
}

/** Of one owner, as far as names tell: equal, one below the other, or below the same two last labels. */
function isSameSite(one: string, other: string): boolean {
  if (isWithinDomain(one, other) || isWithinDomain(other, one)) return true;
  const owner = (host: string): string => {
    const labels = host.split('.');
    const second = labels.at(-2) ?? '';
    // `co.kr`, `com.au`: names are sold one level further down.
    const kept = second.length <= 3 && labels.at(-1)?.length === 2 ? 3 : 2;
    return labels.slice(-kept).join('.');
  };
  return /[a-z]/i.test(one) && owner(one) === owner(other);
}
