import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { drawPortrait } from './draw.ts';
import { type Picture, readJpeg, squareOf, writeJpeg } from './picture.ts';

/** The picture of a person, a group or a contact. */
export interface PhotoRow extends Row {
  /** Whose it is. */
  id: string;
  /** Pixels of its side: the largest size that there is. */
  side: number;
  /** The file, base64; or the name by which it is drawn, and how many heads are in it. */
  content: { jpeg: string } | { portrait: string; heads: 1 | 3 };
  /** Counts its changes. */
  version: number;
}

/** https://learn.microsoft.com/graph/api/profilephoto-get */
const standardSides = [48, 64, 96, 120, 240, 360, 432, 504, 648];
export const isStandard = (side: number): boolean => standardSides.includes(side);

export const photosOf = ({ store }: Tenant): Table<PhotoRow> => store.table<PhotoRow>('photos');

/** All sizes that a photo comes in: those of Microsoft 365 up to its own. Pixels, rising. */
export function sidesOf({ side }: PhotoRow): number[] {
  const standard = standardSides.filter((one) => one <= side);
  return standard.length > 0 ? standard : [side];
}

/** Keeps a picture as somebody's photo, cut to a square of the largest size that it fills. */
export function keepPhoto(tenant: Tenant, id: string, file: Buffer, picture: Picture): PhotoRow {
  const edge = Math.min(picture.width, picture.height);
  const side = standardSides.findLast((one) => one <= edge) ?? edge;
  const isFitting = picture.width === side && picture.height === side;
  const jpeg = (isFitting ? file : writeJpeg(squareOf(picture, side))).toString('base64');
  const version = (photosOf(tenant).get(id)?.version ?? 0) + 1;
  return photosOf(tenant).put({ id, side, content: { jpeg }, version });
}

/** Files by size. A row is replaced, never changed, so what was made of it stays true. */
const made = new WeakMap<PhotoRow, Map<number, Buffer>>();

/** The JPEG file of a photo in one of its sizes. Remembered, because lists of people ask for the same ones again. */
export function photoFile(photo: PhotoRow, side: number): Buffer {
  const known = made.get(photo) ?? new Map<number, Buffer>();
  made.set(photo, known);
  const found = known.get(side) ?? render(photo, side);
  known.set(side, found);
  return found;
}

function render({ content, side: full }: PhotoRow, side: number): Buffer {
  if ('portrait' in content) return writeJpeg(drawPortrait(content.portrait, content.heads, side));
  const file = Buffer.from(content.jpeg, 'base64');
  const picture = side === full ? undefined : readJpeg(file);
  return picture ? writeJpeg(squareOf(picture, side)) : file;
}
