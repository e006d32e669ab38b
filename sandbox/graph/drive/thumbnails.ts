import type { Tenant } from '../../tenant/tenant.ts';
import { middleOf, type Part, type Picture, readJpeg, readPng, scaled, writeJpeg } from '../photos/picture.ts';
import { blobsOf } from './blobs.ts';
import type { ItemRow } from './model.ts';
import type { Json } from './render.ts';
import { thumbnailUrl } from './tickets.ts';

/** The longest side of each standard size. https://learn.microsoft.com/graph/api/driveitem-list-thumbnails#size-options */
export const standardSizes = { small: 96, medium: 176, large: 800 } as const;
/** Larger pictures are not looked into. Bytes. */
const largest = 20 * 1024 * 1024;

interface Cut {
  part: Part;
  width: number;
  height: number;
}

/** Pictures by the row of their file, which is replaced when the file changes. */
const read = new WeakMap<ItemRow, Picture | null>();

function pictureOf(tenant: Tenant, item: ItemRow): Picture | undefined {
  if (item.isFolder || item.size > largest || !/^image\/(jpeg|png)$/.test(item.mimeType ?? '')) return undefined;
  const known = read.get(item);
  if (known !== undefined) return known ?? undefined;
  const bytes = blobsOf(tenant).bytes(item.content);
  // Names lie: what a file is, its first bytes say.
  const picture = readJpeg(bytes) ?? readPng(bytes);
  read.set(item, picture ?? null);
  return picture;
}

/** What of the picture a size shows: one of the standard ones, c300x400 that fits in a box, c300x400_crop that fills it. */
function cutOf({ width, height, ...rest }: Picture, size: string): Cut | undefined {
  const whole = { left: 0, top: 0, width, height };
  const fitting = (scale: number): Cut => {
    const by = Math.min(1, scale);
    return { part: whole, width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
  };
  if (size in standardSizes)
    return fitting(standardSizes[size as keyof typeof standardSizes] / Math.max(width, height));
  const [, boxWidth = '', boxHeight = '', crop] = /^c(\d{1,4})x(\d{1,4})(_crop)?$/i.exec(size) ?? [];
  const [w, h] = [Number(boxWidth), Number(boxHeight)];
  if (!(w > 0 && h > 0)) return undefined;
  if (!crop) return fitting(Math.min(w / width, h / height));
  return { part: middleOf({ width, height, ...rest }, w, h), width: w, height: h };
}

/** One size of a file's thumbnail; undefined when the file is no picture, or there is no such size. */
export function thumbnailOf(tenant: Tenant, item: ItemRow, size: string): Json | undefined {
  const picture = pictureOf(tenant, item);
  const cut = picture && cutOf(picture, size);
  return cut && { height: cut.height, width: cut.width, url: thumbnailUrl(tenant, item.id, size) };
}

/**
 * The thumbnails of a picture, in the standard sizes or in those that are asked for; none of what is no picture.
 * https://learn.microsoft.com/graph/api/driveitem-list-thumbnails
 */
export function thumbnailsOf(tenant: Tenant, item: ItemRow, sizes: readonly string[] = []): Json[] {
  const wanted = sizes.length > 0 ? sizes : Object.keys(standardSizes);
  const found = wanted.flatMap((size) => {
    const thumbnail = thumbnailOf(tenant, item, size);
    return thumbnail ? [[size, thumbnail] as const] : [];
  });
  return found.length > 0 ? [{ id: '0', ...Object.fromEntries(found) }] : [];
}

/** The file of a thumbnail: a JPEG. */
export function drawThumbnail(tenant: Tenant, item: ItemRow, size: string): Buffer | undefined {
  const picture = pictureOf(tenant, item);
  const cut = picture && cutOf(picture, size);
  return picture && cut && writeJpeg(scaled(picture, cut.part, cut.width, cut.height));
}
