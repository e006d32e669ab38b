import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';

/** Pixels, four bytes each: red, green, blue, opacity. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Photographs from phones; more would only be a way to keep the sandbox busy. */
const limits = { maxResolutionInMP: 50, maxMemoryUsageInMB: 512 };

/** Reads a JPEG file; undefined when it is none, or broken. */
export function readJpeg(bytes: Buffer): Picture | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  try {
    const { width, height, data } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: true, ...limits });
    return width > 0 && height > 0 ? { width, height, data } : undefined;
  } catch {
    return undefined;
  }
}

export const writeJpeg = (picture: Picture): Buffer => jpeg.encode(picture, 88).data;

/** Reads a PNG file; undefined when it is none, or broken. What is transparent is seen on white. */
export function readPng(bytes: Buffer): Picture | undefined {
  try {
    const { width, height, data } = PNG.sync.read(bytes);
    for (let at = 0; at < data.length; at += 4) {
      const opacity = data[at + 3]! / 255;
      for (let i = at; i < at + 3; i++) data[i] = Math.round(data[i]! * opacity + 255 * (1 - opacity));
    }
    return { width, height, data };
  } catch {
    return undefined;
  }
}

/** A part of a picture. Pixels. */
export interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The largest part in the middle of a picture with these proportions. */
export function middleOf(picture: Picture, width: number, height: number): Part {
  const scale = Math.min(picture.width / width, picture.height / height);
  const part = { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
  return { ...part, left: (picture.width - part.width) >> 1, top: (picture.height - part.height) >> 1 };
}

const edges = (length: number, count: number) =>
  Array.from({ length: count + 1 }, (_, i) => Math.floor((i * length) / count));

/** A part of a picture, brought to this size; each point is the mean of those that it stands for. */
export function scaled({ width: stride, data }: Picture, part: Part, width: number, height: number): Picture {
  const [columns, rows] = [edges(part.width, width), edges(part.height, height)];
  const out = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [x0, y0] = [columns[x]!, rows[y]!];
      const [x1, y1] = [Math.max(columns[x + 1]!, x0 + 1), Math.max(rows[y + 1]!, y0 + 1)];
      const sum = [0, 0, 0];
      for (let v = y0; v < y1; v++)
        for (let u = x0; u < x1; u++) {
          const at = ((part.top + v) * stride + part.left + u) * 4;
          for (let channel = 0; channel < 3; channel++) sum[channel]! += data[at + channel]!;
        }
      const count = (x1 - x0) * (y1 - y0);
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) out[to + channel] = Math.round(sum[channel]! / count);
      out[to + 3] = 255;
    }
  return { width, height, data: out };
}

/** The square in the middle of a picture, brought to `side` pixels. */
export const squareOf = (picture: Picture, side: number): Picture =>
  scaled(picture, middleOf(picture, 1, 1), side, side);
