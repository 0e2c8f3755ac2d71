/** Each name with the groups that it hangs below: `alerts`, `alerts silence`, `alerts silence add`. */
export function namesAndGroups(names: readonly string[]): readonly string[] {
  const all = names.flatMap((name) => {
    const words = name.split(' ');
    return words.map((_, index) => words.slice(0, index + 1).join(' '));
  });
  return [...new Set(all)];
}
