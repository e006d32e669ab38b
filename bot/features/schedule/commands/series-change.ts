import type { Meeting } from '@aide/contracts/schedule';
import { say } from '../../../chat/parts.ts';
import { plainWords } from '../../../chat/words.ts';
import type { Sentence } from '../../../language/sentence.ts';
import { seriesScopeIn } from '../../../language/series-scope.ts';
import type { Command, Reply } from '../../chat.ts';
import type { Context } from '../../feature.ts';
import { noneReply } from '../cards/ask.ts';
import type { Change } from '../change.ts';
import { peopleScopes } from '../scopes.ts';
import { askScope, askWhichSeries, changeSeries, eachSeries } from '../series/scope.ts';
import { attendeesCommand, lengthCommand, renameCommand } from './adjust.ts';
import { type ChangeRequest, cancelCommand, run as changeOne, rescheduleCommand, respondCommand } from './change.ts';
import { findMeetings, type Which } from './find-meeting.ts';
import { wordsOf } from './words.ts';

interface SeriesRequest extends ChangeRequest {
  scope?: 'series' | 'following';
  from?: string;
  /** The words of the whole sentence: "weekly" may be of the meeting's name. */
  said: string[];
  /** The order with all its words, for when no series is meant: "cancel all future quarterly review meetings". */
  instead?: ChangeRequest;
}

const orders = [cancelCommand, rescheduleCommand, lengthCommand, renameCommand, respondCommand, attendeesCommand];

/** What can be done to a meeting, done to its series: the words that say so are taken out, and the rest is an order like any other. */
export const seriesCommand: Command<SeriesRequest> = {
  name: 'schedule.series',
  title: 'Cancel, move, rename or answer a series',
  examples: [
    'cancel the weekly sync from next week on',
    'move the whole weekly sync series to 3pm',
    'cancel the whole series of budget meetings',
    'accept the entire series from Megan',
  ],
  scopes: peopleScopes,
  read(sentence) {
    const found = seriesScopeIn(sentence);
    if (!found) return undefined;
    const best = bestOf(found.plain);
    if (!best) return undefined;
    const { scope, from } = found;
    const asSaid = bestOf(sentence)?.request;
    const instead = scope ? undefined : asSaid;
    // "Weekly" in the new name is of the name.
    const isRename = asSaid?.change.kind === 'rename' && best.request.change.kind === 'rename';
    return {
      score: Math.min(1, best.score + 0.05),
      request: {
        ...best.request,
        ...(isRename ? { change: asSaid.change } : {}),
        sentence: sentence.text,
        said: wordsOf(sentence),
        ...(scope ? { scope } : {}),
        ...(from ? { from } : {}),
        ...(instead ? { instead } : {}),
      },
    };
  },
  run: changeAsSaid,
};

function bestOf(plain: Sentence) {
  const read = orders.flatMap((command) => command.read(plain) ?? []);
  return read.sort((a, b) => b.score - a.score)[0];
}

async function changeAsSaid(ctx: Context, request: SeriesRequest): Promise<Reply> {
  const { which, change, sentence, scope, from, instead } = request;
  // "The weekly sync tomorrow" is that one.
  if (!scope && which.window) return changeOne(ctx, instead ?? { which, change, sentence });
  const found = await seriesMeant(ctx, request);
  const [meeting, ...others] = found;
  if (!meeting && instead) return changeOne(ctx, instead);
  if (!meeting)
    return noneReply('I found no such series of meetings. Nothing was changed.', [
      say('Show my week', 'what is on this week'),
    ]);
  const draft = { change, meetings: found, sentence, ...(scope ? { scope } : {}), ...(from ? { from } : {}) };
  if (others.length > 0) return askWhichSeries(ctx, draft);
  return scope ? changeSeries(ctx, meeting, scope, draft) : askScope(ctx, draft);
}

/** How far ahead one looks for the next of a series, in days: two months, and then a year. */
const ahead = [60, 370];

async function seriesMeant(ctx: Context, { which, change, said }: SeriesRequest): Promise<Meeting[]> {
  const now = await ctx.now();
  for (const days of ahead) {
    const window = { start: now.toUTC().toISO()!, end: now.plus({ days }).toUTC().toISO()! };
    const { selection: _, ...wanted } = which;
    const { fitting, others } = await findMeetings(ctx, { ...wanted, window });
    const mine = (meetings: Meeting[]) => eachSeries(meetings.filter((m) => isMine(m, change)));
    const called = longest(mine([...fitting, ...others]).filter((m) => isSaid(m, said)));
    const found = called.length > 0 ? called : telling(which) ? mine(fitting) : [];
    if (found.length > 0) return found;
  }
  return [];
}

const telling = ({ people, topic }: Which) => people.length + topic.length > 0;
const isMine = (meeting: Meeting, change: Change) => meeting.isOrganizer === (change.kind !== 'respond');

/** Are all words of its name said, in this order? */
function isSaid({ subject }: Meeting, said: string[]): boolean {
  const name = plainWords(subject);
  return name.length > 0 && said.some((_, i) => name.every((word, k) => said[i + k] === word));
}

function longest(meetings: Meeting[]): Meeting[] {
  const length = ({ subject }: Meeting) => plainWords(subject).length;
  const most = Math.max(0, ...meetings.map(length));
  return meetings.filter((meeting) => length(meeting) === most);
}
