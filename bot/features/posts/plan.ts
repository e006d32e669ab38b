import { createHash } from 'node:crypto';
import {
  cancelPlanInput,
  cancelPlanOutput,
  content,
  type Planned,
  planInput,
  planned,
  planOutput,
} from '@aide/contracts/posts';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { AideError } from '../../errors.ts';
import type { Action, Context } from '../feature.ts';
import type { Plan } from '../operation.ts';
import { momentOf } from './moment.ts';
import { proposeSend, sendWords } from './propose.ts';
import { sendScopes } from './scopes.ts';
import { labelOf, withNames } from './target.ts';

type Post = Planned['post'];

/** Of what is planned with `plans`, what is a post; undefined for other features' plans. */
export function plannedOf(plan: Plan): Planned | undefined {
  if (plan.action !== 'posts.post' && plan.action !== 'posts.reply') return undefined;
  const read = planned.safeParse({ id: plan.id, at: plan.at, title: plan.title, post: plan.input });
  return read.success ? { ...read.data, ...(plan.state === 'retrying' ? { retrying: true } : {}) } : undefined;
}

/** A plan becomes an operation under its own id, which is not the one of the operation that planned it. */
const planIdOf = (operation: string, what: 'plan' | 'again') =>
  createHash('sha256').update(`${what}:${operation}`).digest('base64url').slice(0, 32);

async function add(ctx: Context, id: string, at: string, post: Post): Promise<Planned> {
  const to = await withNames(ctx, post.to);
  const title = `${sendWords(to)} ${labelOf(to)}`;
  const action = to.kind === 'thread' ? 'posts.reply' : 'posts.post';
  const plan = await ctx.plans.add({ id, action, input: { ...post, to }, at, title });
  return { id: plan.id, at: plan.at, title, post: { ...post, to } };
}

/** The furthest a post can be planned ahead. */
const furthest = { years: 1 };

/** Why this cannot be the time of a post; undefined = it can. */
export function timeFault(at: string, now: DateTime): string | undefined {
  const time = DateTime.fromISO(at);
  if (time <= now) return 'This time is in the past.';
  return time > now.plus(furthest) ? 'This is more than a year ahead.' : undefined;
}

/** @throws AideError invalid_input: the past, or more than a year ahead */
export function requireTime(at: string, now: DateTime): void {
  const fault = timeFault(at, now);
  if (fault)
    throw new AideError('invalid_input', { userMessage: fault, remedy: 'Name a time from now on, within a year.' });
}

const kept = z.object({ replaced: planned.optional() });

export const planAction: Action<typeof planInput, z.output<typeof planOutput>> = {
  name: 'posts.plan',
  title: 'Post later',
  scopes: sendScopes,
  input: planInput,
  output: planOutput,

  async propose(ctx, { at, post, replaces }) {
    requireTime(at, await ctx.now());
    const { title, facts, warnings } = await proposeSend(ctx, post.to, content.parse(post));
    const reader = await ctx.profile();
    if (replaces) waitingOf(await ctx.plans.get(replaces));
    return {
      title: `${title} on ${momentOf(at, reader)}`,
      facts,
      warnings,
      undo: 'exact',
      remains: 'It is cancelled, as long as it waits.',
    };
  },

  async perform(ctx, { at, post, replaces }, operation, memory) {
    const id = planIdOf(operation, 'plan');
    const before = kept.safeParse(memory.kept);
    if (!before.success) {
      requireTime(at, await ctx.now());
      // What would be refused at its time is refused now; and consent is asked for while somebody is there to give it.
      await proposeSend(ctx, post.to, content.parse(post));
      await ctx.graph.ready();
    }
    const replaced = before.success
      ? before.data.replaced
      : replaces
        ? waitingOf(await ctx.plans.get(replaces))
        : undefined;
    await memory.keep({ ...(replaced ? { replaced } : {}) });
    if (replaced) await cancel(ctx, replaced.id);
    const plan = await add(ctx, id, at, post);
    const reader = await ctx.profile();
    return {
      summary: `Planned: ${plan.title} on ${momentOf(at, reader)}`,
      warnings: [],
      links: [],
      undo: 'exact',
      result: { plan, ...(replaced ? { replaced } : {}) },
    };
  },

  recover: async () => 'repeat',

  async undo(ctx, _input, { result: { plan, replaced } }) {
    await cancel(ctx, plan.id);
    if (!replaced || DateTime.fromISO(replaced.at) <= (await ctx.now())) return { summary: `Cancelled: ${plan.title}` };
    await add(ctx, planIdOf(plan.id, 'again'), replaced.at, replaced.post);
    return { summary: `As before: ${replaced.title} on ${momentOf(replaced.at, await ctx.profile())}` };
  },
};

export const cancelPlanAction: Action<typeof cancelPlanInput, z.output<typeof cancelPlanOutput>> = {
  name: 'posts.cancelPlan',
  title: 'Cancel a planned post',
  scopes: sendScopes,
  input: cancelPlanInput,
  output: cancelPlanOutput,

  async propose(ctx, { id }) {
    const plan = waitingOf(await ctx.plans.get(id));
    return {
      title: `Cancel: ${plan.title} on ${momentOf(plan.at, await ctx.profile())}`,
      facts: [{ title: 'Text', value: plan.post.text.slice(0, 500) }],
      warnings: [],
      ...undoOfCancel(plan),
    };
  },
  async perform(ctx, { id }, _operation, memory) {
    const before = cancelPlanOutput.safeParse(memory.kept);
    const plan = before.success ? before.data.plan : waitingOf(await ctx.plans.get(id));
    await memory.keep({ plan });
    await cancel(ctx, id);
    const { undo } = undoOfCancel(plan);
    return { summary: `Cancelled: ${plan.title}`, warnings: [], links: [], undo, result: { plan } };
  },
  recover: async () => 'repeat',
  async undo(ctx, _input, { result: { plan } }) {
    requireTime(plan.at, await ctx.now());
    await add(ctx, planIdOf(plan.id, 'again'), plan.at, plan.post);
    return { summary: `Planned again: ${plan.title}` };
  },
};

/** What was to be posted at a time that has passed is not planned for that time again. */
const undoOfCancel = ({ retrying }: Planned) =>
  retrying
    ? { undo: 'none' as const, remains: 'Its time has passed: post it anew if you want to.' }
    : { undo: 'exact' as const, remains: 'It is planned again, as long as its time has not come.' };

function waitingOf(plan: Plan | undefined): Planned {
  const found = plan && plannedOf(plan);
  if (!found)
    throw new AideError('not_found', {
      userMessage: 'There is no such planned post of yours.',
      remedy: 'Look at them: my planned posts.',
    });
  if (plan?.state === 'planned' || plan?.state === 'retrying') return found;
  throw tooLate(plan?.state === 'cancelled');
}

/** Cancelled before is as good. @throws AideError cannot_undo when it is posted, or about to be */
async function cancel(ctx: Context, id: string): Promise<void> {
  const plan = await ctx.plans.cancel(id);
  if (plan && plan.state !== 'cancelled') throw tooLate(false);
}

const tooLate = (cancelled: boolean) =>
  cancelled
    ? new AideError('not_found', { userMessage: 'This is cancelled already.', remedy: 'Post it anew if you want to.' })
    : new AideError('cannot_undo', {
        userMessage: 'Its time has come: it is posted, or about to be.',
        remedy: 'Look under "recent": there it can be taken back where that is possible.',
      });
