import { says, sure } from '../../../chat/words.ts';
import type { Sentence } from '../../../language/sentence.ts';
import type { Command } from '../../chat.ts';
import { type Change, changeMeeting } from '../change.ts';
import { readScopes } from '../scopes.ts';
import { whenOf, windowOf } from '../wish.ts';
import type { Which } from './find-meeting.ts';
import { topicOf } from './words.ts';

interface ChangeRequest {
  which: Which;
  change: Change;
  sentence: string;
}

const meetingNoun = 'meetings?|appointments?|calls?|events?|invitations?|invites?|syncs?|it|all';

/** What tells which meeting is meant. */
function whichOf(sentence: Sentence, spans = sentence.spans): Which {
  const window = windowOf(spans);
  return { ...(window ? { window } : {}), people: sentence.people.map((p) => p.name), topic: topicOf(sentence) };
}

/** A reading for one verb: its words, and something that says which meeting is meant. */
function reading(sentence: Sentence, verbs: string, change: Change, spans?: Sentence['spans']) {
  if (!says(sentence, verbs)) return undefined;
  const which = whichOf(sentence, spans);
  const meeting = says(sentence, meetingNoun);
  const told = which.people.length > 0 || which.topic.length > 0 || which.window !== undefined;
  if (!meeting && !told) return undefined;
  const request: ChangeRequest = { which, change, sentence: sentence.text };
  return { score: sure(0.88, meeting, told), request };
}

const run: Command<ChangeRequest>['run'] = (ctx, { which, change, sentence }) =>
  changeMeeting(ctx, which, change, sentence);

export const cancelCommand: Command<ChangeRequest> = {
  name: 'schedule.cancel',
  title: 'Cancel a meeting',
  examples: ['cancel my meeting with Alex tomorrow', 'cancel the budget meeting'],
  scopes: readScopes,
  read: (sentence) => reading(sentence, 'cancel|delete|remove|call off|drop', { kind: 'cancel' }),
  run,
};

export const rescheduleCommand: Command<ChangeRequest> = {
  name: 'schedule.reschedule',
  title: 'Move a meeting',
  examples: ['move the budget meeting to Thursday 3pm', 'reschedule my meeting with Alex to tomorrow afternoon'],
  scopes: readScopes,
  read(sentence) {
    // "move tomorrow's meeting to Thursday 3pm": the last time is where to, what comes before says which.
    const to = sentence.spans.at(-1);
    const spans = sentence.spans.slice(0, -1);
    const when = to && whenOf([to], undefined);
    return reading(
      sentence,
      'move|reschedule|re-schedule|postpone|shift|push|bring forward',
      { kind: 'move', ...(when ? { to: when } : {}) },
      spans,
    );
  },
  run,
};

const responses = [
  { verbs: 'tentatively accept|accept tentatively|tentative|maybe', response: 'tentativelyAccept', bonus: 0.04 },
  { verbs: 'accept|confirm|say yes', response: 'accept', bonus: 0 },
  { verbs: 'decline|reject|refuse|say no', response: 'decline', bonus: 0 },
] as const;

export const respondCommand: Command<ChangeRequest> = {
  name: 'schedule.respond',
  title: 'Answer an invitation',
  examples: [
    'accept the invitation from Megan',
    'decline the budget meeting',
    'tentatively accept the invitation from Alex',
  ],
  scopes: readScopes,
  read(sentence) {
    for (const { verbs, response, bonus } of responses) {
      const found = reading(sentence, verbs, { kind: 'respond', response });
      if (found) return { ...found, score: Math.min(1, found.score + bonus) };
    }
    return undefined;
  },
  run,
};
