import { z } from 'zod';
import { text } from '../chat/cards.ts';
import type { Card } from '../features/chat.ts';
import { sayVerb } from './problems.ts';
import type { Turn } from './turn.ts';
import type { Wish } from './wish.ts';

/** Sent by a client that shows the card to the person who asked: it gets their own view. */
const mineVerb = 'card.mine';
const mineData = z.object({ draft: z.string().min(8).max(64) });

const keptCard = z.looseObject({
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.5'),
  fallbackText: z.string(),
});

type Json = Record<string, unknown>;

/**
 * A card where others read along. Buttons that work for the person who asked, and fields to fill in, are in their own view: their
 * client asks for it (refresh), everybody else sees who decides. Buttons that open a page or say a sentence are everybody's. Clients that
 * cannot refresh show the common view; there the answer can be written.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views
 */
export async function forEverybody(turn: Turn, card: Card): Promise<Card> {
  const common = withoutOwn(card) as Card;
  if (JSON.stringify(common) === JSON.stringify(card)) return card;
  const draft = await turn.open([]).drafts.put(card);
  const who = turn.user.name ? `${turn.user.name.split(' ')[0]} decides.` : 'The person who asked decides.';
  return {
    ...common,
    body: [...common.body, text(who, { isSubtle: true, size: 'Small' })],
    // Only the one who asked: at most 60 people can have a view of their own.
    refresh: {
      action: { type: 'Action.Execute', verb: mineVerb, data: { draft } },
      userIds: [turn.user.id],
    },
  };
}

/** Is it a client that asks for the person's own view of a card? */
export const asksForMine = (wish: Wish): wish is Wish & { kind: 'press' } =>
  wish.kind === 'press' && wish.verb === mineVerb;

/** The person's own view; undefined when the card is somebody else's, or older than a week. */
export async function mineOf(turn: Turn, wish: Wish & { kind: 'press' }): Promise<Card | undefined> {
  const data = mineData.safeParse(wish.data);
  return data.success ? ((await turn.open([]).drafts.get(data.data.draft, keptCard)) as Card | undefined) : undefined;
}

/** Whoever presses these does it for themselves. */
const everybodys = new Set<unknown>([sayVerb, 'help.feature']);

const isOwn = (element: unknown): boolean => {
  const { type, verb } = (element ?? {}) as Json;
  if (typeof type !== 'string') return false;
  return type.startsWith('Input.') || type === 'Action.Submit' || (type === 'Action.Execute' && !everybodys.has(verb));
};

/** The same card without what only one person may press or fill in; what is empty then goes too. */
function withoutOwn(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isOwn(item)).map(withoutOwn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      // A button's fallback is a button for older clients; its data is no part of the card.
      if (key === 'fallback' || key === 'data') return [[key, part]];
      if (key === 'selectAction' && isOwn(part)) return [];
      const kept = withoutOwn(part);
      return key === 'actions' && Array.isArray(kept) && kept.length === 0 ? [] : [[key, kept]];
    }),
  );
}
