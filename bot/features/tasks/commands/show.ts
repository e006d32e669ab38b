import type { Sentence } from '../../../language/sentence.ts';
import type { Command } from '../../chat.ts';
import { changeTask } from '../change.ts';
import { readScopes } from '../scopes.ts';
import { showList, showTasks, type View } from '../show.ts';
import { bare, foreign, gistOf, named, noun } from './gist.ts';

const asks =
  /^(?:what(?:['’]?s| is| are| do| have| else| must| should| tasks| to-?dos?)?|which|show|list|see|display|open|give me|do i have|have i|any|my|all|everything|is there|are there|tell me)(?![\p{L}\p{N}-])/iu;
const duty = /(?<![\p{L}\p{N}])(?:due|overdue|late|to do|to-?dos?|tasks?|reminders?)(?![\p{L}\p{N}])/iu;
const changes =
  /^(?:add|create|make|new|put|complete|finish|mark|reopen|move|push|postpone|rename|delete|remove|cancel|export|download|set|snooze|remind)(?![\p{L}\p{N}])/iu;
const has = (text: string, pattern: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'iu').test(text);

const views: [words: string, view: View][] = [
  ['overdue|late|missed', { kind: 'overdue' }],
  ['important|urgent|starred|high priority', { kind: 'important' }],
  ['flagged', { kind: 'flagged' }],
  ['upcoming|coming up|soon', { kind: 'upcoming' }],
];

function readOverview(sentence: Sentence): { score: number; request: ShowRequest } | undefined {
  const { words, spans } = gistOf(sentence);
  if (changes.test(words) || foreign.test(words.replace(/flagged e?mails?/iu, ''))) return undefined;
  // "due" goes with the time that it stands before.
  const { text } = sentence;
  const task = duty.test(text) || has(text, 'flagged emails');
  if (!task || !(asks.test(words) || /^(?:tasks?|to-?dos?|overdue)$/iu.test(words))) return undefined;
  const found = views.find(([pattern]) => has(text, pattern));
  const view = found?.[1] ?? dueIn(spans, sentence) ?? (has(text, 'due') ? { kind: 'upcoming' as const } : undefined);
  // "show the deck task", "show my Work tasks": what is said besides is a task's title, or a list's name.
  const topic = bare(words.replace(frame, ' ').replace(/\s+/gu, ' '));
  if (!view && topic) return undefined;
  return { score: 0.93, request: { view: view ?? { kind: 'overview' }, sentence: sentence.text } };
}

const frame =
  /(?<![\p{L}\p{N}])(?:what(?:['’]?s)?|which|show|list|see|display|open|give|tell|do|did|have|has|got|is|are|am|there|i|me|my|all|the|of|to|on|for|any|else|left|still|must|should|everything|every|today|need|tasks?|to-?dos?|reminders?|due|plan|lists?)(?![\p{L}\p{N}])/giu;

/** The days that were asked about. */
function dueIn(spans: Sentence['spans'], { now }: Sentence): View | undefined {
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return undefined;
  const from = first.start.setZone(now.zone).toISODate()!;
  const end = last.end > last.start ? last.end.minus({ milliseconds: 1 }) : last.end;
  const to = end.setZone(now.zone).toISODate()!;
  if (from === to && from === now.toISODate()) return { kind: 'today' };
  return { kind: 'days', from, to, words: spans.map((span) => span.text).join(' ') };
}

interface ShowRequest {
  view: View;
  sentence: string;
}

export const overviewCommand: Command<ShowRequest> = {
  name: 'tasks.overview',
  private: true,
  title: 'See what there is to do',
  examples: [
    'what are my tasks',
    'what is due today',
    'what is overdue',
    'what is due this week',
    'my important tasks',
    'show my flagged emails',
  ],
  menu: { title: 'my tasks', description: 'What is due today, overdue, coming up and important' },
  scopes: readScopes,
  read: readOverview,
  run: (ctx, { view, sentence }) => showTasks(ctx, view, 0, sentence),
};

interface ListRequest {
  name: string;
  done: boolean;
  sentence: string;
}

const listNamed =
  /^(?:(?:show|open|see|display|what['’]?s on|what is on|what['’]?s in|what is in|view|read)(?: me)? )?(?:my |the |our )?(?:(?<done>completed|done|finished) (?:tasks )?(?:of |in |on |from )?(?:my |the )?)?(?:list (?<after>.{1,80})|(?<before>.{1,80}?) (?:list|tasks|to-?dos?))$/iu;
const plain = /^(?:show|open)(?: me)? (?:my |the )?(?<name>[\p{L}\p{N}][^,;:?]{0,60})$/iu;

export const listCommand: Command<ListRequest> = {
  name: 'tasks.list',
  private: true,
  title: 'See the tasks of a list',
  examples: ['show my Groceries list', 'show list Work', 'show completed tasks of list Work'],
  scopes: readScopes,
  read(sentence) {
    const { words, spans } = gistOf(sentence);
    if (spans.length > 0 || changes.test(words) || foreign.test(words)) return undefined;
    const request = (name: string, done = false) => ({ name: bare(name), done, sentence: sentence.text });
    const found = listNamed.exec(words)?.groups;
    const name = found?.after ?? found?.before;
    // "list everybody in Sales" is an order to somebody else; "list Work" may be one to us.
    const ordered = /^list /iu.test(words);
    if (found && name && !/^(?:my|the|a|task|all|all my|show|open)$/iu.test(bare(name)))
      return {
        score: ordered ? 0.42 : noun.test(words) && !found.after ? 0.88 : 0.94,
        request: request(name, found.done !== undefined),
      };
    // "show Groceries": perhaps a list. Whoever is surer about their own things comes first.
    const shown = plain.exec(words)?.groups?.name;
    if (shown && !/^(?:lists?|task lists?|help|everything)$/iu.test(shown) && !noun.test(shown))
      return { score: 0.4, request: request(shown) };
    return undefined;
  },
  run: (ctx, { name, done, sentence }) => showList(ctx, name, done, sentence),
};

export const taskCommand: Command<{ words: string; sentence: string }> = {
  name: 'tasks.task',
  private: true,
  title: 'See one task with its note and steps',
  examples: ['show the deck task', 'show task Send the deck'],
  scopes: readScopes,
  read(sentence) {
    const { words } = gistOf(sentence);
    const one =
      /^(?:show|open|see|display|view|find|what(?:['’]?s| is))(?: me)? (?:the |my )?(?:(?:task|to-?do|reminder) .{1,200}|.{1,200} (?:task|to-?do|reminder))$/iu;
    if (!one.test(words) || changes.test(words) || / list$/iu.test(words)) return undefined;
    const said = named(words.replace(/^(?:show|open|see|display|view|find|what(?:['’]?s| is))(?: me)? /iu, ''));
    return { score: 0.95, request: { words: said, sentence: sentence.text } };
  },
  run: (ctx, { words, sentence }) => changeTask(ctx, words, { kind: 'show' }, sentence),
};
