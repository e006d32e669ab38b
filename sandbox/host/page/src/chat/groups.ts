import type { Conversation, Member, Message } from '../../../../teams/protocol.ts';

/** Messages of one sender shortly after each other, shown under one name. */
export interface MessageGroup {
  key: string;
  messages: Message[];
}

/** Milliseconds: after this pause a sender's name is shown again. */
const pause = 5 * 60_000;

/** @param dayOf the day of an instant (milliseconds) in the person's zone, as any text that differs by day */
export function groupMessages(
  messages: Message[],
  dayOf: (at: number) => string,
): { day: string; groups: MessageGroup[] }[] {
  const days: { day: string; groups: MessageGroup[] }[] = [];
  let previous: Message | undefined;
  for (const message of messages) {
    const at = Date.parse(message.createdAt);
    const day = dayOf(at);
    if (days.at(-1)?.day !== day) {
      days.push({ day, groups: [] });
      previous = undefined;
    }
    const groups = days.at(-1)!.groups;
    const continues =
      previous !== undefined && previous.from.mri === message.from.mri && at - Date.parse(previous.createdAt) < pause;
    if (continues) groups.at(-1)!.messages.push(message);
    else groups.push({ key: message.id, messages: [message] });
    previous = message;
  }
  return days;
}

/** A channel's posts with their replies, in the order of the latest activity. */
export function threads(messages: Message[]): { root: Message; replies: Message[] }[] {
  const found = new Map<string, { root: Message; replies: Message[] }>();
  for (const message of messages) {
    const thread = message.replyToId === undefined ? undefined : found.get(message.replyToId);
    if (thread) thread.replies.push(message);
    else found.set(message.id, { root: message, replies: [] });
  }
  return [...found.values()];
}

/** A message that a person would see nothing of: what Action.Submit sends has a value and no text. */
export const isEmpty = (message: Message) =>
  !message.deleted && message.text.trim() === '' && message.attachments.length === 0;

/** The other one in a chat of two people. */
export const partnerOf = ({ type, members }: Conversation, me: string): Member | undefined =>
  type === 'oneOnOne' ? members.find((m) => m.kind === 'user' && m.aadObjectId !== me) : undefined;

/** What a conversation is called for one of its people: a chat of two bears the name of the other. */
export const titleFor = (conversation: Conversation, me: string): string =>
  partnerOf(conversation, me)?.name || conversation.title;
