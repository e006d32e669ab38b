import type { Card, Reply } from '../features/chat.ts';
import { type CardAction, type Element, execute, openUrl, shorten, text } from './cards.ts';

/** A choice as a button, and as an answer that can be typed. */
export interface Option {
  label: string;
  verb: string;
  data: Record<string, unknown>;
}

/** The longest name or title that is shown in a list. */
export const line = (value: string): string => shorten(value, 120);

export const bold = (value: string): Element => text(value, { weight: 'Bolder', spacing: 'Medium' });
export const small = (value: string): Element => text(value, { isSubtle: true, size: 'Small', spacing: 'None' });
export const buttons = (options: Option[]): CardAction[] =>
  options.slice(0, 6).map((o) => execute(o.label, o.verb, o.data));

/** A link that came from Graph: shown only if it is one that a client may open. */
export const link = (title: string, url: string | undefined): CardAction[] =>
  url && /^https?:\/\//i.test(url) && URL.canParse(url) ? [openUrl(title, url)] : [];

/** A card with choices; the next message may name one of them. */
export const asked = (card: Card, question: string, options: Option[]): Reply => ({
  card,
  text: question,
  question: { options },
});

/** A button that says a sentence for the person. */
export const say = (label: string, sentence: string): Option => ({
  label,
  verb: 'sentence.say',
  data: { sentence: shorten(sentence, 1000), replace: true },
});
