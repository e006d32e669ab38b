import type { Card } from '../features/chat.ts';
import { type TabPlace, tabLink } from './tab-links.ts';

/**
 * The few shapes every card of Aide is made of: Adaptive Cards 1.5, the newest that Teams takes, in the elements that
 * mobile clients show as well. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
 */
export interface CardParts {
  /** Plain text; escaped here. */
  title: string;
  /** Paragraphs as plain text (escaped here), or elements made by the helpers below. */
  body?: (string | Element)[];
  facts?: { title: string; value: string }[];
  warnings?: string[];
  /** What became of it, after a button was pressed: said under the title in the colour of its kind. */
  status?: { text: string; kind: 'good' | 'warning' | 'attention' };
  /** Small print at the end, e.g. a request id. */
  note?: string;
  /** Where the tab shows the same. */
  tab?: TabPlace;
  /** At most six: what is beyond them Teams does not show. */
  actions?: CardAction[];
  /** Plain text for clients that cannot show the card, and for notifications. Default: title, status and facts. */
  fallbackText?: string;
}

export type Element = { type: string } & Record<string, unknown>;
export type CardAction = { type: 'Action.Execute' | 'Action.OpenUrl'; title: string } & Record<string, unknown>;
export type Style = 'positive' | 'destructive';

/** @throws Error when there are more than six actions, which is a fault of the caller */
export function card(parts: CardParts): Card {
  const { title, body = [], facts = [], warnings = [], status, note, tab, actions = [] } = parts;
  if (actions.length > maxActions) throw new Error(`a card has at most ${maxActions} actions, not ${actions.length}`);
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: parts.fallbackText ?? plain([title, status?.text, ...facts.map((f) => `${f.title}: ${f.value}`)]),
    body: [
      text(title, { style: 'heading', weight: 'Bolder', size: 'Medium' }),
      ...(status ? [text(status.text, { color: capital(status.kind), weight: 'Bolder' })] : []),
      ...body.map((part) => (typeof part === 'string' ? text(part) : part)),
      ...(facts.length > 0 ? [factSet(facts)] : []),
      ...warnings.map((warning) => container([text(warning)], 'warning')),
      ...(note ? [text(note, { isSubtle: true, size: 'Small' })] : []),
      ...(tab ? [tabLink(tab)] : []),
    ],
    ...(actions.length > 0 ? { actions } : {}),
  };
}

export const maxActions = 6;

/**
 * A button that runs a verb. Clients that do not know Action.Execute (before 1.4) send the same as Action.Submit.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
 *
 * @param title plain text, at most 64 characters are shown
 */
export function execute(title: string, verb: string, data: Record<string, unknown>, style?: Style): CardAction {
  const look = { title: shorten(plain([title]), 64), ...(style ? { style } : {}) };
  return {
    type: 'Action.Execute',
    ...look,
    verb,
    data,
    fallback: { type: 'Action.Submit', ...look, data: { verb, data } },
  };
}

/** A button that opens a page. @param url https, or the sandbox's http */
export const openUrl = (title: string, url: string): CardAction => ({
  type: 'Action.OpenUrl',
  title: shorten(plain([title]), 64),
  url: new URL(url).href,
});

/** A paragraph of plain text. */
export const text = (value: string, look: Record<string, unknown> = {}): Element => ({
  type: 'TextBlock',
  text: escapeText(value),
  wrap: true,
  ...look,
});

export const factSet = (facts: { title: string; value: string }[]): Element => ({
  type: 'FactSet',
  facts: facts.map((fact) => ({ title: escapeText(fact.title), value: escapeText(fact.value) })),
});

export const container = (
  items: Element[],
  style?: 'emphasis' | 'good' | 'attention' | 'warning' | 'accent',
): Element => ({
  type: 'Container',
  items,
  ...(style ? { style } : {}),
});

/**
 * Text that people wrote, so that a card shows it as written: TextBlocks and facts render a subset of Markdown, resolve
 * HTML entities and replace `{{DATE(…)}}`. Line breaks become spaces; control and direction characters, with which a name can
 * pretend to be something else, go.
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
export function escapeText(value: string): string {
  return oneLine(value)
    .replace(/[\\`*_[\]<>&~#|]/g, '\\$&')
    .replace(/\{(?=\{)/g, '{\\')
    .replace(/^([-+])(?=\s|$)/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

export { escapeText as escape };

/** Plain text cut to `max` characters, an ellipsis included. */
export const shorten = (value: string, max: number): string => {
  const characters = Array.from(value);
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : value;
};

const oneLine = (value: string) =>
  value
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();

const plain = (lines: (string | undefined)[]) =>
  lines
    .filter((line): line is string => !!line)
    .map(oneLine)
    .join('\n');

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
