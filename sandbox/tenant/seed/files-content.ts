import { createRandom } from './random.ts';

/**
 * The bytes of the seed's files. Nothing of them is kept: they are made again, the same, from the name and the topic.
 */

const sentences = [
  'The numbers of the first weeks are above what we planned.',
  'Two questions are open: who signs off the budget, and when the supplier can deliver.',
  'Everybody reads this before the meeting; comments go into the file.',
  'The launch stays in the first half of the quarter.',
  'Feedback from the shops is good, above all about the new layout.',
  'Next step: a short review with design and marketing.',
  'What we learned last year: start earlier, and ask the regions first.',
  'The risk is small as long as the translation is ready on time.',
];
const rows = ['North', 'South', 'East', 'West', 'Online'];

interface Topic {
  name: string;
  title: string;
  extension: string;
  text: string[];
  numbers: number[];
}

/** @param seed as in an item's content: its name, and what makes it different from others of that name, after a '|' */
function topicOf(seed: string): Topic {
  const [name = ''] = seed.split('|');
  const random = createRandom([...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7));
  const title = name.replace(/\.[^.]+$/, '');
  return {
    name,
    title,
    extension: /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '',
    text: [`${title}`, ...Array.from({ length: 4 }, () => random.pick(sentences))],
    numbers: rows.map(() => random.between(100, 9900)),
  };
}

/** What a search index would have read in the file. */
export const seedText = (seed: string): string => (seed === '' ? '' : topicOf(seed).text.join(' '));

const makers: Record<string, (topic: Topic) => string | Buffer> = {
  md: ({ title, text }) => `# ${title}\n\n${text.slice(1).join('\n\n')}\n`,
  txt: ({ text }) => `${text.join('\n')}\n`,
  csv: ({ numbers }) => `Region,Revenue\n${rows.map((row, i) => `${row},${numbers[i]}`).join('\n')}\n`,
  pdf: ({ title }) => pdf(title),
  png: () => png,
  jpg: () => png,
};

export function seedContent(seed: string): Buffer {
  if (seed === '') return Buffer.alloc(0);
  const topic = topicOf(seed);
  // Office's formats are packages: an empty one, and the text behind it, where no reader looks.
  const content = makers[topic.extension]?.(topic) ?? Buffer.concat([emptyPackage, Buffer.from(topic.text.join('\n'))]);
  return Buffer.isBuffer(content) ? content : Buffer.from(content);
}

/** A ZIP archive without entries. */
const emptyPackage = Buffer.from([0x50, 0x4b, 0x05, 0x06, ...new Array<number>(18).fill(0)]);

/** One white pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8//8/AwAI/AL+X8nKJwAAAABJRU5ErkJggg==',
  'base64',
);

/** One page with one line. */
function pdf(line: string): string {
  const stream = `BT /F1 18 Tf 72 720 Td (${line.replace(/[()\\]/g, '')}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let out = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj${object}endobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return `${out}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${out.length}\n%%EOF\n`;
}
