// XML from elements: what is in them is text, whatever it looks like.

/** @typedef {{ name: string, attributes: Record<string, string>, children: Node[] }} Element */
/** @typedef {string | Element} Node */

/** @param {string} name @param {Record<string, string>} [attributes] @param {Node[]} children @returns {Element} */
export const el = (name, attributes = {}, ...children) => ({ name, attributes, children });

/** @param {Node} node @param {string} [indent] @returns {string} */
export function writeXml(node, indent = '') {
  if (typeof node === 'string') return escapeXml(node);
  const attributes = Object.entries(node.attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const open = `${indent}<${node.name}${attributes.join('')}`;
  if (node.children.length === 0) return `${open}/>`;
  const text = node.children.every((child) => typeof child === 'string');
  const inside = node.children.map((child) => writeXml(child, `${indent}  `));
  return text
    ? `${open}>${inside.join('')}</${node.name}>`
    : [`${open}>`, ...inside, `${indent}</${node.name}>`].join('\n');
}

/** @param {string} text */
const escapeXml = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
