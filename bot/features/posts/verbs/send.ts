import { z } from 'zod';
import { draftId, verb } from '../../../chat/draft.ts';
import { doneReply } from '../../../chat/outcome.ts';
import { type Outcomes, runOnce } from '../../../chat/run-once.ts';
import { AideError } from '../../../errors.ts';
import type { Reply } from '../../chat.ts';
import type { Context } from '../../feature.ts';
import { plannedReply, planReply, postedReply } from '../cards/planned.ts';
import { editing, postedBy } from '../commands/own.ts';
import { compose } from '../compose.ts';
import { editAction } from '../edit.ts';
import { cancelPlanAction, planAction, plannedOf } from '../plan.ts';
import { postAction, replyAction } from '../post.ts';
import { postAsFileAction } from '../post-as-file.ts';
import { plannedQuery } from '../queries.ts';
import { composeScopes, placeScopes } from '../scopes.ts';
import { contentOf, type Wish, wish } from '../wish.ts';
import { draftFor } from './shared.ts';

const plain = z.object({ wish });

/** The card that showed it is the confirmation: sent once, whatever is pressed on it. */
const send = verb({
  verb: 'posts.send',
  data: z.object({ draft: draftId }),
  scopes: composeScopes,
  async run(ctx, { draft }) {
    const { wish } = await draftFor(ctx, draft, plain);
    return carryOut(ctx, wish, draft);
  },
});

function carryOut(ctx: Context, wish: Wish, draft: string): Promise<Reply> {
  const { to, at, edits, replaces } = wish;
  const content = contentOf(wish);
  const outcomes: Outcomes<unknown> = {
    sentence: wish.sentence,
    done: edits || at ? doneReply : postedReply,
    again: () => compose(ctx, wish),
  };
  if (edits) return runOnce(ctx, editAction, { ...content, ...edits }, draft, outcomes);
  if (!to) return compose(ctx, wish);
  if (at)
    return runOnce(
      ctx,
      planAction,
      { at, post: { ...content, to }, ...(replaces ? { replaces } : {}) },
      draft,
      outcomes,
    );
  if (to.kind === 'thread') return runOnce(ctx, replyAction, { ...content, to }, draft, outcomes);
  return runOnce(ctx, postAction, { ...content, to }, draft, outcomes);
}

const asFile = verb({
  verb: 'posts.asFile',
  data: z.object({ draft: draftId }),
  scopes: composeScopes,
  async run(ctx, { draft }) {
    const { wish } = await draftFor(ctx, draft, plain);
    if (wish.to?.kind !== 'channel' && wish.to?.kind !== 'thread')
      throw new AideError('invalid_input', {
        userMessage: 'Only channels have a folder.',
        remedy: 'Shorten the message, or split it.',
      });
    const input = { ...contentOf(wish), to: wish.to };
    return runOnce(ctx, postAsFileAction, input, draft, {
      sentence: wish.sentence,
      done: doneReply,
      again: () => compose(ctx, wish),
    });
  },
});

const edit = verb({
  verb: 'posts.edit',
  data: z.object({ operation: draftId }),
  scopes: composeScopes,
  async run(ctx, { operation }) {
    const posted = postedBy(await ctx.operations.get(operation));
    if (posted) return editing(ctx, posted.sent.message, posted, '', 'edit my last post');
    throw new AideError('expired', {
      userMessage: 'This post is not there any more, or it is somebody else’s.',
      remedy: 'Post anew: post in General: Hello.',
    });
  },
});

const planned = verb({
  verb: 'posts.planned',
  data: z.object({ from: z.number().int().min(0).max(9999) }),
  scopes: placeScopes,
  async run(ctx, { from }) {
    const { plans } = await plannedQuery.run(ctx, {});
    return plannedReply(plans, await ctx.profile(), from < plans.length ? from : 0);
  },
});

const planId = z.string().min(8).max(64);

/** A plan that still waits; otherwise the list of those that do. */
async function waiting(ctx: Context, id: string) {
  const plan = await ctx.plans.get(id);
  return plan?.state === 'planned' || plan?.state === 'retrying' ? plannedOf(plan) : undefined;
}
async function list(ctx: Context): Promise<Reply> {
  const { plans } = await plannedQuery.run(ctx, {});
  return plannedReply(plans, await ctx.profile(), 0);
}

const plan = verb({
  verb: 'posts.plan',
  data: z.object({ id: planId }),
  scopes: placeScopes,
  async run(ctx, { id }) {
    const found = await waiting(ctx, id);
    return found ? planReply(found, await ctx.profile()) : list(ctx);
  },
});

const change = verb({
  verb: 'posts.change',
  data: z.object({ id: planId }),
  scopes: composeScopes,
  async run(ctx, { id }) {
    const found = await waiting(ctx, id);
    if (!found) return list(ctx);
    const { to, text, subject, importance, mentions } = found.post;
    return compose(ctx, {
      to,
      text,
      ...(subject ? { subject } : {}),
      importance,
      mentions: mentions.map((who) => ({
        kind: 'person',
        names: [who.text?.slice(1) ?? who.name],
        inText: who.text !== undefined,
        who,
      })),
      at: found.at,
      replaces: id,
      sentence: 'my planned posts',
    });
  },
});

/** Done at once: it is exact to take back, and the button stands on the card of this one plan. */
const cancelPlan = verb({
  verb: 'posts.cancelPlan',
  data: z.object({ id: planId }),
  scopes: placeScopes,
  run: (ctx, { id }) =>
    runOnce(ctx, cancelPlanAction, { id }, `cancel-${id}`.slice(0, 64), {
      sentence: 'my planned posts',
      done: doneReply,
      again: () => list(ctx),
    }),
});

export const sendVerbs = [send, asFile, edit, planned, plan, change, cancelPlan];
