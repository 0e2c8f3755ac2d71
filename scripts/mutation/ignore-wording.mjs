/*
 * A Stryker plugin: leaves sentences alone. Other words on the screen are no fault that a test of behaviour should
 * notice; a state, a kind or a key is one. A sentence is a literal that has a letter and a blank.
 */
const isSentence = (text) => /\p{L}/u.test(text) && /\s/.test(text);

function textOf({ node }) {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type !== 'TemplateLiteral') return '';
  return node.quasis.map(({ value }) => value.raw).join('');
}

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'wording',
    value: { shouldIgnore: (path) => (isSentence(textOf(path)) ? 'wording' : undefined) },
  },
];
