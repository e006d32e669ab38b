import { createHash } from 'node:crypto';
import type { Picture } from './picture.ts';

type Color = readonly [red: number, green: number, blue: number];
/** How far a point is inside of a shape (negative) or outside of it, in parts of the picture's side. */
type Shape = (x: number, y: number) => number;

const circle =
  (cx: number, cy: number, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - radius;
const ellipse =
  (cx: number, cy: number, rx: number, ry: number): Shape =>
  (x, y) =>
    (Math.hypot((x - cx) / rx, (y - cy) / ry) - 1) * Math.min(rx, ry);

const grounds: Color[] = [
  [79, 107, 237],
  [3, 131, 135],
  [136, 23, 152],
  [202, 80, 16],
  [73, 130, 5],
  [0, 91, 112],
  [194, 57, 179],
  [122, 117, 116],
];
const skins: Color[] = [
  [255, 224, 189],
  [234, 192, 134],
  [198, 134, 66],
  [141, 85, 36],
];

/**
 * The portrait of somebody, or of a group, whom nobody has photographed: head and shoulders on a colour, the same for the same
 * name.
 * @param side pixels
 */
export function drawPortrait(name: string, heads: 1 | 3, side: number): Picture {
  const [first = 0, second = 0, third = 0] = createHash('sha256').update(name).digest();
  const ground = grounds[first % grounds.length]!;
  const shirt = grounds[(first + 1 + (second % (grounds.length - 1))) % grounds.length]!;
  const layers: [Shape, Color][] = (heads === 1 ? [0] : [-0.24, 0.24, 0]).flatMap((shift, i): [Shape, Color][] => {
    const size = heads === 1 ? 1 : 0.72;
    const [cx, skin] = [0.5 + shift, skins[(third + i) % skins.length]!];
    return [
      [ellipse(cx, 1.02, 0.34 * size, 0.34 * size), shirt],
      [circle(cx, 1.02 - 0.57 * size, 0.2 * size), skin],
    ];
  });
  const data = new Uint8Array(side * side * 4);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      let color: Color = ground;
      for (const [shape, paint] of layers) {
        const cover = 0.5 - shape((x + 0.5) / side, (y + 0.5) / side) * side;
        if (cover > 0) color = mixed(color, paint, Math.min(1, cover));
      }
      data.set([...color, 255], (y * side + x) * 4);
    }
  return { width: side, height: side, data };
}

const mixed = (under: Color, over: Color, part: number): Color => [
  Math.round(under[0] + (over[0] - under[0]) * part),
  Math.round(under[1] + (over[1] - under[1]) * part),
  Math.round(under[2] + (over[2] - under[2]) * part),
];
