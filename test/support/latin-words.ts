/* What a reader of Korean would stumble over: words in Latin letters that are neither names, units nor commands. */

const names =
  /^(?:production|staging|tsops|pagerduty|prometheus|main|version|high|error|rate|high-error-rate|ms|kB|px)$/;

/** In lower case: a name of a product begins with a capital letter. */
export function latinWords(text: string): string[] {
  return text
    .replace(/https?:\S+/g, ' ')
    .replace(/(?:→|\$) .*$/gm, ' ')
    .replace(/(?:tsops|aws) [\w -]+/g, ' ')
    .replace(/\S*[\d_@#/.:=*-]\S*/g, ' ')
    .split(/[^A-Za-z]+/)
    .filter((word) => /^[a-z]{2,}$/.test(word) && !names.test(word));
}
