/** Markup that is safe to put into a page as it is. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | undefined | false | Html | Html[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => entities[c]!);

const render = (part: Part): string =>
  part === undefined || part === false
    ? ''
    : part instanceof Html
      ? part.text
      : Array.isArray(part)
        ? part.map(render).join('')
        : escaped(String(part));

/** Template tag: every value is escaped unless it is markup itself. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]) =>
  new Html(strings.map((s, i) => s + render(i < parts.length ? parts[i] : undefined)).join(''));
