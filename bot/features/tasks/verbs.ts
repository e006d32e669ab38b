import type { Task } from '@aide/contracts/tasks';
import { z } from 'zod';
import { doOrAsk } from '../../chat/do-or-ask.ts';
import { draftId, draftOf, verb } from '../../chat/draft.ts';
import { doneReply } from '../../chat/outcome.ts';
import { buttons } from '../../chat/parts.ts';
import { runOnce } from '../../chat/run-once.ts';
import { AideError } from '../../errors.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { completeAction } from './actions/complete.ts';
import { detachAction } from './actions/detach.ts';
import { addInto, addTask, wishDraft } from './add.ts';
import { attachFound, attachNamed, fileDraft } from './attach.ts';
import { pageSize } from './cards/list.ts';
import { type Change, changeThis, moveDraft, whichDraft } from './change.ts';
import { upload, uploadTarget } from './export.ts';
import { filesDraft } from './files-of-task.ts';
import { readScopes } from './scopes.ts';
import { again, listDraft, openList, pageDraft, showTasks } from './show.ts';
import { presets } from './wish.ts';

const example = 'what are my tasks';
const index = z.number().int().min(0).max(99_999);

/** What was chosen comes back from outside: only what the card offered counts. */
function chosenOf<T>(offered: T[], at: number | undefined): T {
  const chosen = at === undefined ? undefined : offered[at];
  if (chosen !== undefined) return chosen;
  throw new AideError('invalid_input', {
    userMessage: 'That is nothing the card offers.',
    remedy: 'Press one of its buttons, or ask again.',
  });
}

/** Ticked positions: each choice set of the card sends its own, "0,3". */
const ticks = z.object({ draft: draftId }).catchall(z.string().max(200));

const tick = verb({
  verb: 'tasks.tick',
  data: ticks,
  scopes: readScopes,
  async run(ctx, { draft, ...inputs }) {
    const page = await draftOf(ctx, draft, pageDraft, example);
    const picked = Object.entries(inputs)
      .filter(([name]) => /^picked\d+$/.test(name))
      .flatMap(([, value]) => value.split(',').filter(Boolean).map(Number));
    if (picked.length === 0)
      throw new AideError('invalid_input', {
        userMessage: 'Nothing is ticked.',
        remedy: 'Tick what is done, then press the button.',
      });
    const tasks = [...new Set(picked)].slice(0, pageSize).map((at) => {
      const { listId, taskId } = chosenOf(page.shown, at);
      return { listId, taskId };
    });
    return runOnce(ctx, completeAction, { tasks }, draft, {
      sentence: page.sentence,
      done: (operation, note) => withButtons(doneReply(operation, note), [again(page)]),
      again: () => showTasks(ctx, page.view, 0, page.sentence),
    });
  },
});

const withButtons = (reply: Reply, options: Parameters<typeof buttons>[0]): Reply => {
  if (!reply.card) return reply;
  const actions = [...((reply.card.actions as unknown[] | undefined) ?? []), ...buttons(options)];
  return { ...reply, card: { ...reply.card, actions: actions.slice(0, 6) } };
};

const more = verb({
  verb: 'tasks.more',
  data: z.object({ draft: draftId, from: index }),
  scopes: readScopes,
  async run(ctx, { draft, from }) {
    const { view, sentence } = await draftOf(ctx, draft, pageDraft, example);
    return showTasks(ctx, view, from, sentence);
  },
});

const which = verb({
  verb: 'tasks.which',
  data: z.object({ draft: draftId, index }),
  scopes: readScopes,
  async run(ctx, { draft, index: at }) {
    const { change, tasks, sentence } = await draftOf(ctx, draft, whichDraft, example);
    return changeThis(ctx, chosenOf(tasks, at), change, sentence, draft);
  },
});

const acts = ['complete', 'reopen', 'delete', 'files', 'tomorrow', 'week'] as const;

const act = verb({
  verb: 'tasks.act',
  data: z.object({ draft: draftId, act: z.enum(acts) }),
  scopes: readScopes,
  async run(ctx, { draft, act: what }) {
    const { tasks, sentence } = await draftOf(ctx, draft, whichDraft, example);
    const wanted = await changeOf(ctx, what);
    // Each button of the card does its thing once; "tomorrow" is another one tomorrow.
    const id = `${draft}-${wanted.kind === 'when' ? wanted.due : what}`;
    return changeThis(ctx, chosenOf<Task>(tasks, 0), wanted, sentence, id);
  },
});

async function changeOf(ctx: Context, what: (typeof acts)[number]): Promise<Change> {
  if (what !== 'tomorrow' && what !== 'week') return { kind: what };
  const now = await ctx.now();
  const day = what === 'tomorrow' ? now.plus({ days: 1 }) : now.plus({ weeks: 1 }).startOf('week');
  return { kind: 'when', due: day.toISODate()! };
}

const list = verb({
  verb: 'tasks.list',
  data: z.object({ draft: draftId, index: index.optional(), create: z.literal(true).optional() }),
  scopes: readScopes,
  async run(ctx, { draft, index: at, create }) {
    const asked = await draftOf(ctx, draft, wishDraft, example);
    if (!create) chosenOf(asked.lists, at);
    return addInto(ctx, draft, create ? undefined : at, asked);
  },
});

const title = verb({
  verb: 'tasks.title',
  data: z.object({ draft: draftId, title: z.string().trim().max(255).optional() }),
  scopes: readScopes,
  async run(ctx, { draft, title: said }) {
    const { wish } = await draftOf(ctx, draft, wishDraft, example);
    return addTask(ctx, { ...wish, ...(said ? { title: said } : {}) }, said ? draft : undefined);
  },
});

const when = verb({
  verb: 'tasks.when',
  data: z.object({ draft: draftId, preset: index }),
  scopes: readScopes,
  async run(ctx, { draft, preset }) {
    const { wish } = await draftOf(ctx, draft, wishDraft, example);
    const at = chosenOf(presets, preset).of(await ctx.now());
    const times = at ? { reminder: at.toUTC().toISO()!, due: at.toISODate()! } : {};
    return addTask(ctx, { ...wish, ...times, remind: false }, draft);
  },
});

const open = verb({
  verb: 'tasks.open',
  data: z.object({ draft: draftId, index }),
  scopes: readScopes,
  async run(ctx, { draft, index: at }) {
    const { lists, done, sentence } = await draftOf(ctx, draft, listDraft, example);
    return openList(ctx, chosenOf(lists, at), done, sentence);
  },
});

const moveTo = verb({
  verb: 'tasks.moveTo',
  data: z.object({ draft: draftId, index }),
  scopes: readScopes,
  async run(ctx, { draft, index: at }) {
    const { task, lists, sentence } = await draftOf(ctx, draft, moveDraft, example);
    const { id, name } = chosenOf(lists, at);
    return changeThis(ctx, task, { kind: 'move', list: name, listId: id }, sentence, draft);
  },
});

/** Which file is to be attached: one that the card offers, or one that was typed into it. */
const file = verb({
  verb: 'tasks.file',
  data: z.object({ draft: draftId, index: index.optional(), name: z.string().trim().max(200).optional() }),
  scopes: readScopes,
  async run(ctx, { draft, index: at, name }) {
    const { files, words, sentence } = await draftOf(ctx, draft, fileDraft, 'attach budget.xlsx to the deck task');
    if (files.length === 0) return attachNamed(ctx, name || undefined, words, sentence);
    return attachFound(ctx, chosenOf(files, at), words, sentence, draft);
  },
});

const detach = verb({
  verb: 'tasks.detach',
  data: z.object({ draft: draftId, index }),
  scopes: readScopes,
  async run(ctx, { draft, index: at }) {
    const { task, files, sentence } = await draftOf(ctx, draft, filesDraft, 'attachments of the deck task');
    const { id } = chosenOf(files, at);
    return doOrAsk(
      ctx,
      detachAction,
      { ...task, attachmentId: id },
      { sentence, label: 'Take it away', id: `${draft}-${at}` },
    );
  },
});

const exportFile = verb({
  verb: 'tasks.export',
  data: z.object({ upload: uploadTarget.optional(), declined: z.boolean().optional() }),
  scopes: readScopes,
  run: async (ctx, { upload: target }) => (target ? upload(ctx, target) : { text: 'No file was made.' }),
});

export const verbs = [tick, more, which, act, list, title, when, open, moveTo, file, detach, exportFile];
