import type { MessageRef, mention, Target } from '@aide/contracts/posts';
import type { z } from 'zod';

export type Mention = z.infer<typeof mention>;
export interface Image {
  contentType: 'image/png' | 'image/jpeg' | 'image/gif';
  /** Base64. */
  contentBytes: string;
  name: string;
}
export type Importance = 'normal' | 'high' | 'urgent';

/** What is being written. */
export interface Draft {
  to?: Target;
  subject: string;
  text: string;
  importance: Importance;
  mentions: Mention[];
  images: Image[];
  /** Later: a day ('2026-11-25') and a time ('09:00') by the clock in the person's zone. */
  later?: { day: string; time: string };
  /** A planned post that this one takes the place of. */
  replaces?: string;
  /** A message that is changed. */
  edits?: { message: MessageRef; operation: string; place: string };
}

export const emptyDraft: Draft = { subject: '', text: '', importance: 'normal', mentions: [], images: [] };

/** What is written lives as long as the page: another view, or an error, loses nothing of it. It is kept nowhere else. */
export interface DraftStore {
  get(): Draft;
  set(draft: Draft): void;
  change(part: Partial<Draft>): void;
  subscribe(listener: () => void): () => void;
}

export function createDraftStore(): DraftStore {
  let draft = emptyDraft;
  const listeners = new Set<() => void>();
  const set = (next: Draft) => {
    draft = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => draft,
    set,
    change: (part) => set({ ...draft, ...part }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Is there anything that would be lost? */
export const isWritten = ({ subject, text, images }: Draft): boolean =>
  text.trim() !== '' || subject.trim() !== '' || images.length > 0;

/** The message itself, as actions and the preview take it. Mentions whose words were deleted go with them; replies and chats have no subject. */
export function contentOf({ to, subject, text, importance, mentions, images }: Draft) {
  const titled = to === undefined || to.kind === 'channel';
  const told = mentions.filter((one) => one.text === undefined || text.includes(one.text));
  return {
    ...(titled && subject.trim() ? { subject: subject.trim() } : {}),
    text,
    importance,
    mentions: told,
    ...(images.length > 0 ? { images } : {}),
  };
}

/** Urgent messages are there in chats only. */
export const inChannel = (to: Target | undefined): boolean => to?.kind === 'channel' || to?.kind === 'thread';

/** Which action a draft is, and with what. @param at when it is to be posted, ISO 8601 with offset; undefined = now */
export function writeOf(draft: Draft, at?: string): { action: string; input: object } | undefined {
  const { to, edits, replaces } = draft;
  const content = contentOf(draft);
  if (edits) return { action: 'posts.edit', input: { ...content, ...edits } };
  if (!to) return undefined;
  if (at)
    return {
      action: 'posts.plan',
      input: { at, post: { ...content, to }, ...(replaces ? { replaces } : {}) },
    };
  return { action: to.kind === 'thread' ? 'posts.reply' : 'posts.post', input: { ...content, to } };
}
