/**
 * An element with attributes and children.
 *
 * @param {string} tag @param {Record<string, string>} attributes @param {...(string | Node)} children
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}
