import type { Image } from './draft.ts';
import { fitted } from './fitted.ts';

/** Characters of base64 that all images of a message may have together: with the text it has to fit a request of 256 KiB. */
export const imageBudget = 190_000;
export const mostImages = 10;

const taken = new Set(['image/png', 'image/jpeg', 'image/gif']);
/** Pixels of the longer edge, and quality of JPEG, tried one after the other until it fits. */
const steps = [
  { edge: 1600, quality: 0.85 },
  { edge: 1200, quality: 0.8 },
  { edge: 900, quality: 0.75 },
  { edge: 640, quality: 0.7 },
  { edge: 400, quality: 0.6 },
];

/**
 * A picture as a message takes it: as it is when it is small enough, else as a smaller JPEG.
 * @param budget characters of base64 that are left
 * @returns undefined: it is no picture, or there is no room for it
 */
export async function imageOf(file: File, budget: number): Promise<Image | undefined> {
  const name = file.name || 'image';
  if (taken.has(file.type) && lengthOf(file) <= budget)
    return { contentType: file.type as Image['contentType'], contentBytes: await base64(file), name };
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  try {
    for (const { edge, quality } of steps) {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, fitted(picture.width, picture.height, edge));
      const brush = canvas.getContext('2d');
      if (!brush) return undefined;
      // JPEG knows no transparency: what was clear would be black.
      brush.fillStyle = '#fff';
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
      if (blob && lengthOf(blob) <= budget)
        return { contentType: 'image/jpeg', contentBytes: await base64(blob), name: name.replace(/\.\w+$/, '.jpg') };
    }
    return undefined;
  } finally {
    picture.close();
  }
}

const lengthOf = ({ size }: Blob) => Math.ceil(size / 3) * 4;

const base64 = (blob: Blob) =>
  new Promise<string>((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
