/**
 * tsops calls Octokit's `request` alone; the table behind its endpoint methods, 85 kB and 2 ms of every
 * start, is left out of the bundle.
 */
export function octokitRequests() {
  const name = '@octokit/plugin-rest-endpoint-methods';
  const empty = `\0${name}`;
  return {
    name: 'octokit-requests',
    resolveId: (id) => (id === name ? { id: empty, moduleSideEffects: false } : null),
    load: (id) => (id === empty ? 'export const legacyRestEndpointMethods = () => ({});' : null),
  };
}
