/** The host where people are answered, of an API's address: github.com for https://api.github.com. */
export function webHost(apiUrl: string): string {
  const { host } = new URL(apiUrl);
  return host.replace(/^api\./, '');
}
