/** Where the page is: `?as=AdeleV@contoso.com#/calendar/2026-11-23`. */
export interface Route {
  /** userPrincipalName of the person. */
  as?: string;
  view: string;
  /** What the view shows: a conversation's id, a date, a folder and what is in it ('inbox/AAk…'). Decoded. */
  detail?: string;
}

export function parseRoute(search: string, hash: string): Route {
  const as = new URLSearchParams(search).get('as') ?? undefined;
  const [view = '', ...rest] = hash.replace(/^#?\/?/, '').split('/');
  const detail = rest.join('/');
  return { as, view: view || 'chat', detail: detail ? decode(detail) : undefined };
}

/** The address of a route. */
export function hrefOf({ as, view, detail }: Route): string {
  const person = as === undefined ? '' : `?as=${encodeURIComponent(as).replaceAll('%40', '@')}`;
  const place = detail === undefined ? view : `${view}/${plainly(encodeURIComponent(detail))}`;
  return `${person}#/${place}`;
}

/** These need no escape behind the '#', and are read more easily without. */
const plainly = (text: string) => text.replace(/%(40|3A|2F)/g, decodeURIComponent);

const decode = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
