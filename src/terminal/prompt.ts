/*
 * Questions, on stderr. Only called where stdin and stderr are terminals: on a pipe a prompt library
 * answers by itself or hangs.
 */

/** y/N with No as the default, so that Enter alone never writes; giving up (Ctrl-C, Esc) is No. */
export async function confirm(question: string): Promise<boolean> {
  const prompts = await import('@clack/prompts');
  const answer = await prompts.confirm({
    message: question,
    initialValue: false,
    output: process.stderr,
  });
  return answer === true;
}

/** A line of text, trimmed; undefined when it was given up. */
export async function ask(question: string): Promise<string | undefined> {
  const prompts = await import('@clack/prompts');
  const answer = await prompts.text({ message: question, output: process.stderr });
  return prompts.isCancel(answer) ? undefined : (answer ?? '').trim();
}
