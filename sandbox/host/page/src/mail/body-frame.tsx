import { useEffect, useMemo, useRef, useState } from 'react';
import { filesRoute } from '../app/sharepoint-links.ts';
import { useIsDark } from '../app/theme.tsx';
import { go } from '../app/use-route.ts';
import { personFrom, recipientOf } from './people.ts';
import type { ShownMail } from './safe-html.ts';
import { useMail } from './use-mail.ts';

const frame = {
  light: { text: '#242424', link: '#4f52b2', ground: 'transparent' },
  dark: { text: '#ffffff', link: '#a6a7dc', ground: 'transparent' },
  /** Mail with colours of its own is written for white paper. */
  paper: { text: '#242424', link: '#4f52b2', ground: '#ffffff' },
};

/** Pixels; a text that is longer scrolls in its frame. */
const highest = 30_000;

interface Props {
  mail: ShownMail;
  /** Remote pictures may be loaded. */
  pictures: boolean;
  title: string;
}

/**
 * A mail's text in a frame of its own: no scripts, no forms, a policy that loads nothing but pictures, and those only when asked.
 * `allow-same-origin` lets the page measure it; without `allow-scripts` nothing in it can use that.
 */
export function BodyFrame({ mail, pictures, title }: Props) {
  const isDark = useIsDark();
  const { drafts } = useMail();
  const element = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(40);
  const watcher = useRef<ResizeObserver>(undefined);
  const look = !isDark ? 'light' : mail.hasColors ? 'paper' : 'dark';
  const source = useMemo(() => documentOf(mail, pictures, look), [mail, pictures, look]);
  useEffect(() => () => watcher.current?.disconnect(), []);

  const onLoad = () => {
    const inside = element.current?.contentDocument;
    if (!inside?.body) return;
    const measure = () => setHeight(Math.min(Math.ceil(inside.documentElement.offsetHeight), highest));
    watcher.current?.disconnect();
    watcher.current = new ResizeObserver(measure);
    watcher.current.observe(inside.documentElement);
    measure();
    inside.addEventListener('click', (event) => {
      const link = (event.target as Element | null)?.closest?.('a');
      const href = link?.getAttribute('href');
      if (!href) return;
      // What the page has a place for opens there: files, and mail to somebody.
      const route = filesRoute(href);
      const person = /^mailto:/i.test(href) ? personFrom(href.slice(7).split('?')[0] ?? '') : undefined;
      if (!route && !person) return;
      event.preventDefault();
      if (route) go(route);
      else if (person) void drafts.begin({ toRecipients: [recipientOf(person)] });
    });
  };
  return (
    <iframe
      ref={element}
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={source}
      onLoad={onLoad}
      style={{
        display: 'block',
        width: '100%',
        height,
        border: 'none',
        colorScheme: look === 'dark' ? 'dark' : 'light',
      }}
    />
  );
}

function documentOf({ html, css }: ShownMail, pictures: boolean, look: keyof typeof frame): string {
  const { text, link, ground } = frame[look];
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:${pictures ? ' https: http:' : ''}`;
  const padding = look === 'paper' ? '12px' : '0';
  const base = `
    :root { color-scheme: ${look === 'dark' ? 'dark' : 'light'}; height: auto; overflow-y: hidden; }
    body { margin: 0; padding: ${padding}; height: auto; overflow-x: auto; overflow-y: hidden; color: ${text}; background: ${ground};
      font: 14px/1.45 "Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", Arial, sans-serif;
      overflow-wrap: anywhere; border-radius: 4px; }
    a { color: ${link}; }
    img { max-width: 100%; }
    img:not([height]) { height: auto; }
    .aide-picture { padding: 0 6px; border: 1px dashed; border-radius: 4px; opacity: 0.8; }
    pre { white-space: pre-wrap; }
    body > div > :first-child { margin-top: 0; }
    body > div > :last-child { margin-bottom: 0; }
    table { border-collapse: collapse; overflow-wrap: normal; }
    td, th { padding: 2px 8px 2px 0; }
    table[border]:not([border="0"]) :is(td, th) { padding: 3px 8px; }`;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${base}</style><style>${css}</style></head><body>${html}</body></html>`;
}
