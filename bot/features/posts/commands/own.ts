import { type MessageRef, type Sent, sent } from '@aide/contracts/posts';
import { card } from '../../../chat/cards.ts';
import { confirmReply } from '../../../chat/confirm.ts';
import { readTeams } from '../../../directory/places.ts';
import type { Command, Reply } from '../../chat.ts';
import type { Context } from '../../feature.ts';
import type { Operation } from '../../operation.ts';
import { channelsReply } from '../cards/channels.ts';
import { plannedReply } from '../cards/planned.ts';
import { compose } from '../compose.ts';
import { answerTo, messageOfLink } from '../message-link.ts';
import { plannedQuery } from '../queries.ts';
import { composeScopes, placeScopes } from '../scopes.ts';
import { takeBackAction } from '../take-back.ts';
import { orderOf, wishFor } from './head.ts';

const postNoun = '(?:posts?|messages?|announcements?|replies|reply)';

export const plannedCommand: Command<null> = {
  name: 'posts.planned',
  private: true,
  title: 'See, change or cancel planned posts',
  examples: ['my planned posts', 'cancel my planned post', 'what posts are scheduled'],
  scopes: placeScopes,
  read(sentence) {
    if (sentence.body !== undefined) return undefined;
    const { text } = sentence;
    const waiting = '(?:planned|scheduled|upcoming|pending|queued|future)';
    const mine = new RegExp(
      `\\b${waiting}\\s+(?:\\w+\\s+)?${postNoun}\\b|\\b${postNoun}\\b.*\\b${waiting}\\b|\\bplanned to post\\b`,
      'iu',
    ).test(text);
    return mine ? { score: 0.98, request: null } : undefined;
  },
  async run(ctx) {
    const { plans } = await plannedQuery.run(ctx, {});
    return plannedReply(plans, await ctx.profile(), 0);
  },
};

export const channelsCommand: Command<null> = {
  name: 'posts.channels',
  private: true,
  title: 'Your teams and channels',
  examples: ['my channels', 'which teams am I in'],
  scopes: placeScopes,
  read: ({ text }) =>
    /^(?:(?:please\s+)?(?:show|list|what are|which are)\s+)?(?:me\s+)?(?:all\s+)?(?:of\s+)?my\s+(?:teams(?:\s+and\s+channels)?|channels)\??$|^(?:which|what)\s+(?:teams|channels)\s+(?:am i in|do i have|are there|can i post in)\??$/iu.test(
      text.trim(),
    )
      ? { score: 0.97, request: null }
      : undefined,
  async run(ctx) {
    const { teams } = await readTeams(ctx, true);
    return channelsReply(teams, await ctx.drafts.put({ teams }), 0);
  },
};

interface OwnRequest {
  what: 'edit' | 'takeBack';
  link?: MessageRef;
  text: string;
  sentence: string;
}

const verbs = {
  edit: 'edit|change|correct|fix|update|rewrite',
  takeBack: 'take back|retract|unsend|delete|remove|withdraw',
};

function readOwn(what: OwnRequest['what']): Command<OwnRequest>['read'] {
  return (sentence) => {
    const order = orderOf(sentence, verbs[what]);
    if (!order) return undefined;
    const link = /https?:\/\/\S+/iu.exec(order.rest)?.[0];
    const message = link ? messageOfLink(link) : undefined;
    const last = new RegExp(
      `^(?:my|the|that|this)\\s+(?:(?:last|latest|previous|recent)\\s+)?${postNoun}(?:\\s+(?:to|so that it says|to say|in .+))?$`,
      'iu',
    ).test(order.rest);
    if (!message && !(last && !/\bplanned|scheduled\b/iu.test(order.rest))) return undefined;
    const base = sentence.head ?? sentence;
    return {
      score: order.body !== undefined || message ? 0.99 : 0.97,
      request: { what, ...(message ? { link: message } : {}), text: order.body ?? '', sentence: base.text },
    };
  };
}

export const editCommand: Command<OwnRequest> = {
  name: 'posts.edit',
  title: 'Change a post of yours',
  examples: ['edit my last post: Lunch is at one', 'change my last post'],
  scopes: composeScopes,
  takesText: true,
  read: readOwn('edit'),
  async run(ctx, { link, text, sentence }) {
    const posted = link ? undefined : await lastPost(ctx);
    if (!link && !posted) return none;
    return editing(ctx, link ?? posted!.sent.message, posted, text, sentence);
  },
};

export const takeBackCommand: Command<OwnRequest> = {
  name: 'posts.takeBack',
  title: 'Take back a post of yours',
  examples: ['take back my last post', 'delete my last post'],
  scopes: placeScopes,
  read: readOwn('takeBack'),
  async run(ctx, { link }) {
    const message = link ?? (await lastPost(ctx))?.sent.message;
    if (!message) return none;
    return confirmReply(await ctx.operations.propose(takeBackAction, { message }), 'Take it back');
  },
};

export interface Posted {
  operation: string;
  sent: Sent;
}

/** A post that Aide made for the person and that is still there. */
export function postedBy(operation: Operation | undefined): Posted | undefined {
  const sending = ['posts.post', 'posts.reply', 'posts.postAsFile'];
  const result = sent.safeParse(operation?.receipt?.result);
  return operation?.state === 'done' && sending.includes(operation.action) && result.success
    ? { operation: operation.id, sent: result.data }
    : undefined;
}

async function lastPost(ctx: Context): Promise<Posted | undefined> {
  for (const operation of await ctx.operations.list(30)) {
    const posted = postedBy(operation);
    if (posted) return posted;
  }
  return undefined;
}

/** Another text for a message that is there: first a card with the text, then how it will look. */
export function editing(
  ctx: Context,
  message: MessageRef,
  posted: Posted | undefined,
  text: string,
  sentence: string,
): Promise<Reply> {
  const content = posted?.sent.content;
  const place = posted?.sent.place ?? 'Teams';
  const wish = wishFor(
    { text: sentence },
    {
      to: answerTo(message),
      text: text || (content?.text ?? ''),
      ...(content?.subject ? { subject: content.subject } : {}),
      importance: content?.importance ?? 'normal',
      mentions: (content?.mentions ?? []).map((who) => ({
        kind: 'person' as const,
        names: [who.text?.slice(1) ?? who.name],
        inText: who.text !== undefined,
        who,
      })),
      edits: { message, place, ...(posted ? { operation: posted.operation } : {}) },
    },
  );
  return compose(ctx, wish, text === '');
}

const none: Reply = {
  text: 'I know of no post of yours.',
  card: card({
    title: 'I know of no post of yours',
    body: ['I know those that you made with me. For another one copy its link in Teams, and say: edit, then the link.'],
  }),
};
