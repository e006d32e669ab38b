import { createHash } from 'node:crypto';
import { teamsJsHosts } from './policy.ts';

const style = `:root{color-scheme:light dark}body{font:16px/1.5 "Segoe UI",system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;background:#f5f5f5;color:#242424}main{background:#fff;border-radius:8px;box-shadow:0 2px 8px #0002;padding:32px;max-width:26rem;margin:16px}h1{font-size:20px;margin:0 0 8px}p{margin:0 0 8px}small{color:#616161}@media(prefers-color-scheme:dark){body{background:#1f1f1f;color:#fff}main{background:#292929}small{color:#adadad}}`;
/** Tells the window, or the host, that opened this one that it is over, and nothing else (tab/src/connected.ts). */
const script = '/tab/connected.js';
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A page of text: sections with paragraphs, and lists of what and how long. Everything given is plain text. */
export interface Text {
  title: string;
  sections: { title?: string; text?: string[]; list?: string[] }[];
}

const textStyle = `:root{color-scheme:light dark}body{font:16px/1.5 "Segoe UI",system-ui,sans-serif;margin:0;background:#fff;color:#242424}main{max-width:44rem;margin:0 auto;padding:32px 16px}h1{font-size:28px;line-height:36px;margin:0 0 16px}h2{font-size:20px;line-height:28px;margin:32px 0 8px}p,li{margin:0 0 8px}ul{padding-left:24px}nav{margin-top:40px;display:flex;gap:16px;flex-wrap:wrap}a{color:#3b5bdb}@media(prefers-color-scheme:dark){body{background:#1f1f1f;color:#fff}a{color:#9db2ff}}`;

/** @param links the other pages, shown at the end */
export function textPage({ title, sections }: Text, links: { title: string; path: string }[]) {
  const body = sections
    .map(
      (section) =>
        (section.title ? `<h2>${escapeHtml(section.title)}</h2>` : '') +
        (section.text ?? []).map((text) => `<p>${escapeHtml(text)}</p>`).join('') +
        (section.list ? `<ul>${section.list.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>` : ''),
    )
    .join('');
  const nav = links.map((l) => `<a href="${escapeHtml(l.path)}">${escapeHtml(l.title)}</a>`).join('');
  return {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${textStyle}</style></head><body><main><h1>${escapeHtml(title)}</h1>${body}<nav aria-label="Pages">${nav}</nav></main></body></html>`,
    policy: `default-src 'none'; style-src ${hash(textStyle)}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  };
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** A small page for a window that a person looks at once. Everything given is plain text. */
export function page({ title, text, note, done }: { title: string; text: string; note?: string; done: boolean }) {
  return {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Aide: ${escapeHtml(title)}</title><style>${style}</style></head><body><main role="${done ? 'status' : 'alert'}"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${note ? `<small>${escapeHtml(note)}</small>` : ''}</main>${done ? `<script type="module" src="${script}"></script>` : ''}</body></html>`,
    policy: `default-src 'none'; style-src ${hash(style)}; script-src ${done ? `'self'; connect-src 'self' ${teamsJsHosts}` : "'none'"}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  };
}
