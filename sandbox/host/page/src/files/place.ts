/** A driveItem's address in Graph. `item` may be 'root'. */
export interface Ref {
  drive: string;
  item: string;
}

/** What the view shows, as the address says it; `selected` is the item whose details are open. */
export type Place =
  | { kind: 'mine'; selected?: Ref }
  | { kind: 'recent'; selected?: Ref }
  | { kind: 'shared'; selected?: Ref }
  | { kind: 'sites' }
  | { kind: 'site'; site: string }
  /** A folder, with an item of it; or a file, which is shown in its folder. */
  | { kind: 'item'; at: Ref; selected?: Ref }
  /** An address of SharePoint, a sharing link for one. */
  | { kind: 'url'; url: string };

/** A place that lists items, and can show the details of one. */
export type ListPlace = Exclude<Place, { kind: 'sites' | 'site' | 'url' }>;

/** Reads `#/files/<detail>`: '', 'recent', 'site:<id>', '<drive>:<item>', '<drive>:<folder>:<selected item>', … */
export function parsePlace(detail = ''): Place {
  const [first = '', ...rest] = detail.split(':');
  const [drive, item] = rest;
  const selected = drive && item ? { drive, item } : undefined;
  switch (first) {
    case '':
    case 'mine':
      return { kind: 'mine', selected };
    case 'recent':
    case 'shared':
      return { kind: first, selected };
    case 'sites':
      return { kind: 'sites' };
    case 'site':
      return { kind: 'site', site: rest.join(':') };
    case 'url':
      return { kind: 'url', url: rest.join(':') };
    default:
      return {
        kind: 'item',
        at: { drive: first, item: drive ?? 'root' },
        selected: item ? { drive: first, item } : undefined,
      };
  }
}

/** The `detail` of the address that parsePlace reads back. */
export function detailOf(place: Place): string | undefined {
  const selected = 'selected' in place && place.selected ? [place.selected.drive, place.selected.item] : [];
  switch (place.kind) {
    case 'mine':
      return selected.length === 0 ? undefined : ['mine', ...selected].join(':');
    case 'recent':
    case 'shared':
      return [place.kind, ...selected].join(':');
    case 'sites':
      return 'sites';
    case 'site':
      return `site:${place.site}`;
    case 'url':
      return `url:${place.url}`;
    case 'item':
      return [place.at.drive, place.at.item, ...selected.slice(1)].join(':');
  }
}

export const sameRef = (a: Ref | undefined, b: Ref | undefined): boolean =>
  a?.drive === b?.drive && a?.item === b?.item;

/** 'u!…' as Graph's /shares wants an address. https://learn.microsoft.com/graph/api/shares-get#encoding-sharing-urls */
export function shareIdOf(url: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(url));
  return `u!${btoa(bytes).replace(/=+$/, '').replaceAll('/', '_').replaceAll('+', '-')}`;
}
