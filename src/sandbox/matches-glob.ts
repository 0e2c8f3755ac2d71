const compiled = new Map<string, RegExp>();

/** True when `pattern`, with `*` for any characters, fits the whole text. */
export function matchesGlob(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    expression = new RegExp(`^${parts.join('.*')}$`, 's');
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}
