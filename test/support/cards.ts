import type { Message } from '../../sandbox/teams/protocol.ts';

/** An Adaptive Card as plain JSON. */
export type Card = { type: 'AdaptiveCard' } & Record<string, unknown>;

/** Any element, action, column … of a card. */
export type Part = { type?: string } & Record<string, unknown>;

export interface OAuthCard {
  text?: string;
  connectionName: string;
  buttons?: { type: string; title: string; value: string }[];
  tokenExchangeResource?: { id: string; uri: string; providerId: string };
}

const content = (message: Message, contentType: string) =>
  message.attachments.find((a) => a.contentType === contentType)?.content;

export const cardOf = (message: Message): Card | undefined =>
  content(message, 'application/vnd.microsoft.card.adaptive') as Card | undefined;

export const oauthCardOf = (message: Message): OAuthCard | undefined =>
  content(message, 'application/vnd.microsoft.card.oauth') as OAuthCard | undefined;

/** Every object in a card that has a type, in reading order; actions too, also those of selectAction and ShowCard. */
export function partsOf(value: unknown): Part[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { fallback: _, ...rest } = value as Part;
  // The data of an action is not for people.
  const inner = Object.entries(rest).flatMap(([name, v]) => (name === 'data' ? [] : partsOf(v)));
  return typeof rest.type === 'string' ? [rest as Part, ...inner] : inner;
}

/** The first action with this title, verb or id. */
export const findAction = (card: Card | undefined, name: string): Part | undefined =>
  partsOf(card).find(
    (p) => p.type?.startsWith('Action.') && [p.title, p.verb, p.id].some((v) => v !== undefined && v === name),
  );

/** Titles of a card's buttons. */
export const actionsOf = (card: Card | undefined): string[] =>
  partsOf(card)
    .filter((p) => p.type?.startsWith('Action.'))
    .map((p) => String(p.title ?? p.verb ?? ''));

/** All that a person can read in a message: its text and the texts, facts and buttons of its cards. */
export function textOf(message: Message | Card): string {
  const words = (part: Part) => [
    ...['text', 'altText', 'placeholder', 'label', 'title', 'value'].flatMap((name) =>
      typeof part[name] === 'string' && !(name === 'value' && part.type !== undefined) ? [part[name]] : [],
    ),
    ...(Array.isArray(part.facts)
      ? part.facts.flatMap((f: { title?: string; value?: string }) => `${f.title}: ${f.value}`)
      : []),
    ...(Array.isArray(part.inlines) ? part.inlines.flatMap((i: unknown) => (typeof i === 'string' ? i : [])) : []),
  ];
  if ('attachments' in message && Array.isArray(message.attachments)) {
    const { text, attachments } = message as Message;
    return [text, ...attachments.flatMap((a) => partsOf(a.content).flatMap(words))].filter(Boolean).join('\n');
  }
  return partsOf(message).flatMap(words).join('\n');
}
