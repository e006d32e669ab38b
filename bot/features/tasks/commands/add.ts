import type { Sentence } from '../../../language/sentence.ts';
import type { Command, Here } from '../../chat.ts';
import { addTask } from '../add.ts';
import { readScopes } from '../scopes.ts';
import { sourceOf } from '../source.ts';
import { type TaskWish, whenOf } from '../wish.ts';
import { bare, foreign, type Gist, gistOf, sentenceCase } from './gist.ts';

const remindMe =
  /^(?:remind me|set (?:me )?a reminder|add (?:a )?reminder|don['’]?t let me forget|i (?:need|have) to remember|make sure i)\b[\s:]*(?:again )?(?:to |that |about |of |for )?(?<title>.*)$/iu;
const colon = /^(?<rank>important |urgent )?(?:to-?do|to do|task|reminder|note to self)\s*:\s*(?<title>.+)$/iu;
const newTask =
  /^(?:add|create|make|new|set up|i need|note|put) ?(?:me )?(?:an? |another |new )*(?<rank>important |urgent |high[- ]priority )?(?:new )?(?:tasks?|to-?dos?|to do)(?: (?:for me|for))?\s*(?:[:,-]\s*|\b)(?:to |called |named |that says |saying )?(?<title>.*)$/iu;
const toList =
  /^(?:add|put|note|write|place) (?<title>.+?) (?:to|on|in|onto|into) (?:the list |list |(?<my>my |our |the )?)(?<list>[^,;:]{1,80}?)(?<noun> (?:task |to-?do |shopping )?list)?$/iu;
const theList = /^(?:add|put|note|write|place) .+ (?:to|on|in|onto|into) (?:the )?list /iu;
/** "… to my Work list", "… in list Work" at the end of a task that is called one. */
const inTheEnd =
  /^(?<title>.+?) (?:to|on|in|onto|into) (?:(?:my |the |our )?(?<before>[^,;:]{1,80}?) list|(?:the )?list (?<after>[^,;:]{1,80}))$/iu;
const lastTo = /^(?<title>.+) (?:to|in|on) (?:my |the |our )?(?<list>[^,;:]{1,60})$/iu;
/** "this", said in a thread or with a file. */
const pointing = /^(?:this|that|it|this (?:message|thread|conversation|file|post|chat))?$/iu;
const noteIn = /^(?<title>.+?)[,;]?\s+(?:with (?:a |the )?)?note:\s*(?<note>.+)$/iu;
const important = /(?:^|\s)(?:!important|!{2,}|\(important\)|, ?(?:important|urgent|high priority))$/iu;

/** Characters. */
const longestNote = 40_000;

interface Found {
  score: number;
  wish: Partial<TaskWish>;
}

/** What somebody wants to note, if that is what they write. Pure. */
export function readAdd(sentence: Sentence, here?: Here): { score: number; request: TaskWish } | undefined {
  const gist = gistOf(sentence);
  const found = foundIn(gist);
  if (!found) return undefined;
  const { now } = sentence;
  const remind = found.wish.remind ?? false;
  const { due, reminder, repeat } = whenOf(gist.spans, now, remind, gist.series);
  // A text that is too long to be read as a sentence is kept as a whole.
  const whole = sentence.original.trim().length > sentence.text.length + 100 ? sentence.body : undefined;
  const note = [found.wish.note, gist.more ?? whole].filter(Boolean).join('\n').slice(0, longestNote);
  const pointed = remind && pointing.test(found.wish.title ?? '') ? titleFor(here) : undefined;
  if (remind && pointing.test(found.wish.title ?? '') && !pointed) found.wish.title = undefined;
  const request: TaskWish = {
    sentence: sentence.text,
    importance: 'normal',
    ...found.wish,
    remind,
    ...(pointed ? { title: pointed } : {}),
    ...(due ? { due } : {}),
    ...(reminder ? { reminder } : {}),
    ...(repeat ? { repeat } : {}),
    ...(gist.unrepeatable ? { unrepeatable: gist.unrepeatable } : {}),
    ...(note ? { note } : {}),
  };
  return { score: found.score, request };
}

/** What "this" is. */
function titleFor(here: Here | undefined): string | undefined {
  const [file] = here?.files ?? [];
  if (file) return `Look at ${file.name}`.slice(0, 255);
  if (here && here.type !== 'personal') return 'Follow up on this conversation';
  return undefined;
}

function foundIn({ words }: Gist): Found | undefined {
  const reminder = remindMe.exec(words);
  if (reminder) {
    const title = reminder.groups!.title!;
    return pointing.test(title) ? { score: 0.97, wish: { title, remind: true } } : tidy(0.97, title, { remind: true });
  }
  const task = colon.exec(words) ?? newTask.exec(words);
  if (task) {
    const { title = '', rank } = task.groups!;
    // "add tasks to …" without a task, and questions about them, are others' or nobody's.
    if (/^(?:to|in|on|from)\b/iu.test(title)) return undefined;
    return tidy(0.97, title, rank ? { importance: 'high' } : {}, true);
  }
  const listed = toList.exec(words);
  if (!listed) return undefined;
  const { title = '', list = '', my, noun: said } = listed.groups!;
  const explicit = said !== undefined || theList.test(words);
  if (!explicit && (foreign.test(words) || /^(?:an? )?(?:note|step|sub-?task|comment)\b/iu.test(title)))
    return undefined;
  if (/^(?:an? )?(?:note|step|sub-?task|checklist item)\b/iu.test(title)) return undefined;
  return tidy(explicit ? 0.95 : my ? 0.75 : 0.7, title, { list: bare(list) });
}

/** Importance, list and note out of the title. @param called it was called a task, so its list is named at the end, or is not */
function tidy(score: number, said: string, wish: Partial<TaskWish>, called = false): Found {
  let title = said.trim();
  const more: Partial<TaskWish> = { ...wish };
  const noted = noteIn.exec(title);
  if (noted) {
    title = noted.groups!.title!;
    more.note = noted.groups!.note!;
  }
  if (important.test(title)) {
    title = title.replace(important, '');
    more.importance = 'high';
  }
  const listed = more.list === undefined ? inTheEnd.exec(title) : null;
  if (listed) {
    title = listed.groups!.title!;
    more.list = bare(listed.groups!.before ?? listed.groups!.after!);
  }
  const perhaps = called && !listed ? lastTo.exec(title) : null;
  if (perhaps) more.perhaps = { title: sentenceCase(bare(perhaps.groups!.title!)), list: bare(perhaps.groups!.list!) };
  const clean = sentenceCase(bare(title));
  return { score, wish: { ...more, ...(clean ? { title: clean } : {}) } };
}

export const addCommand: Command<TaskWish> = {
  name: 'tasks.add',
  title: 'Add a task, with a reminder if you like',
  examples: [
    'remind me to send the deck on Friday 9am',
    'remind me in 2 hours to call Alex',
    'add milk to my Groceries list',
    'add task Review the contract by Friday',
    'todo: buy stamps',
    'remind me every Monday at 10 to send the report',
    'remind me about this tomorrow',
  ],
  menu: { title: 'remind me', description: 'Add a task to Microsoft To Do, with a date and a reminder' },
  scopes: readScopes,
  takesText: true,
  takesWords: true,
  read: readAdd,
  run(ctx, wish) {
    const source = sourceOf(ctx, ctx.here);
    return addTask(ctx, source ? { ...wish, source } : wish);
  },
};
