import type { FileRef } from '@aide/contracts/files';

/** Where one is among one's files; in a deep link after 'files/'. */
export type Place =
  | { at: 'recent' }
  | { at: 'shared' }
  | { at: 'sites'; text?: string }
  | { at: 'search'; text: string }
  /** A site's libraries. */
  | { at: 'site'; siteId: string }
  | ({ at: 'folder' } & FileRef)
  /** Everything about one file: what cards link to. */
  | ({ at: 'file' } & FileRef);

export const myFiles: Place = { at: 'folder', itemId: 'root' };

/** In the place of a drive's id: the person's own OneDrive. */
const own = 'me';

/** 'folder/me/root' → the place; what names none is 'recent'. */
export function readPlace(item: string | undefined): Place {
  const [at, first, second] = (item ?? '').split('/').map(decoded);
  if (at === 'shared') return { at };
  if (at === 'sites') return first ? { at, text: first } : { at };
  if (at === 'search' && first) return { at, text: first };
  if (at === 'site' && first) return { at, siteId: first };
  if ((at === 'folder' || at === 'file') && first && second)
    return first === own ? { at, itemId: second } : { at, driveId: first, itemId: second };
  return { at: 'recent' };
}

export function writePlace(place: Place): string {
  const parts = (): string[] => {
    switch (place.at) {
      case 'sites':
        return place.text ? [place.text] : [];
      case 'search':
        return [place.text];
      case 'site':
        return [place.siteId];
      case 'folder':
      case 'file':
        return [place.driveId ?? own, place.itemId];
      default:
        return [];
    }
  };
  return [place.at, ...parts()].map(encodeURIComponent).join('/');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A step of the way to a folder. */
export interface Step {
  name: string;
  place: Place;
}

const top: Step = { name: 'My files', place: myFiles };
const sites: Step = { name: 'Sites', place: { at: 'sites' } };

/** The ways one went: Graph tells a folder's parent, but not all above it in one answer. As long as the page is open. */
const ways = new Map<string, Step[]>();

/** The way to a place, itself included; undefined = not known, e.g. after a deep link. */
export function wayTo(place: Place): Step[] | undefined {
  if (place.at === 'sites') return [sites];
  if (place.at === 'folder' && place.driveId === undefined && place.itemId === 'root') return [top];
  return ways.get(writePlace(place));
}

/** A folder that is the top of what is shown: the way begins there. */
export const beginAt = (step: Step): void => void ways.set(writePlace(step.place), [step]);

/** Remembers that one went on from a place to another. @returns the place gone to */
export function goOn(from: Place, step: Step): Place {
  const known = wayTo(from) ?? [];
  if (!wayTo(step.place)) ways.set(writePlace(step.place), [...known, step]);
  return step.place;
}
