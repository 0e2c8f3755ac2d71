/** The number of a run, from itself or from its link; undefined where it is neither. */
export function runNumberIn(text: string): number | undefined {
  const digits = /^(?:https?:\/\/\S+\/actions\/runs\/)?(\d{1,15})(?:[/?#]\S*)?$/.exec(text)?.[1];
  return digits !== undefined && Number(digits) > 0 ? Number(digits) : undefined;
}

export function noRunText(text: string): string {
  return `needs the number or the link of a run, not ${JSON.stringify(text.slice(0, 60))}`;
}
