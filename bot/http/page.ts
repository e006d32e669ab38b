import { createHash } from 'node:crypto';

const style = `:root{color-scheme:light dark}body{font:16px/1.5 "Segoe UI",system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;background:#f5f5f5;color:#242424}main{background:#fff;border-radius:8px;box-shadow:0 2px 8px #0002;padding:32px;max-width:26rem;margin:16px}h1{font-size:20px;margin:0 0 8px}p{margin:0 0 8px}small{color:#616161}@media(prefers-color-scheme:dark){body{background:#1f1f1f;color:#fff}main{background:#292929}small{color:#adadad}}`;
/** The window that opened this one learns that it is over, and nothing else. */
const script = `if(window.opener)window.opener.postMessage({type:'aide/connected'},'*');setTimeout(function(){window.close()},1500)`;
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** A small page for a window that a person looks at once. Everything given is plain text. */
export function page({ title, text, note, done }: { title: string; text: string; note?: string; done: boolean }) {
  return {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Aide: ${escapeHtml(title)}</title><style>${style}</style></head><body><main role="${done ? 'status' : 'alert'}"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${note ? `<small>${escapeHtml(note)}</small>` : ''}</main>${done ? `<script>${script}</script>` : ''}</body></html>`,
    policy: `default-src 'none'; style-src ${hash(style)}; script-src ${done ? hash(script) : "'none'"}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  };
}
