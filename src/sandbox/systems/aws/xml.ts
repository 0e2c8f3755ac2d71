const CODES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => CODES[letter] ?? letter);
}

function unescapeXml(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    return NAMED[name] ?? whole;
  });
}

/** The texts of all elements of a name, in order. Enough for the flat documents that AWS clients send. */
export function textsOf(xml: string, name: string): string[] {
  const found = xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`, 'g'));
  return [...found].map((match) => unescapeXml(match[1] ?? ''));
}

type Content =
  | string
  | number
  | boolean
  | undefined
  | readonly Content[]
  | { readonly [name: string]: Content };

/** Elements from nested objects; a list repeats its element. */
export function elements(content: { readonly [name: string]: Content }): string {
  return Object.entries(content)
    .map(([name, value]) => element(name, value))
    .join('');
}

function element(name: string, value: Content): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((one: Content) => element(name, one)).join('');
  if (typeof value === 'object')
    return `<${name}>${elements(value as { [name: string]: Content })}</${name}>`;
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}
