import type { Meeting } from '@aide/contracts/schedule';
import { card, execute } from '../../../chat/cards.ts';
import { asked, buttons, line, type Option, small } from '../../../chat/parts.ts';
import { type Reader, when } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import { invitees, who } from './attendees.ts';

export function peopleReply(draft: string): Reply {
  const question = 'Who should come?';
  const alone = { label: 'Just me', verb: 'schedule.people', data: { draft, alone: true } };
  const input = {
    type: 'Input.Text',
    id: 'people',
    label: 'Names or addresses',
    placeholder: 'Megan Bowen, Alex Wilber',
    maxLength: 500,
  };
  const made = card({
    title: question,
    body: [input],
    actions: [execute('Find times', 'schedule.people', { draft }, 'positive'), ...buttons([alone])],
  });
  return asked(made, question, [alone]);
}

export function whenReply(draft: string, presets: string[]): Reply {
  const question = 'When should it be?';
  const options = presets.map((label, preset) => ({ label, verb: 'schedule.when', data: { draft, preset } }));
  return asked(card({ title: question, actions: buttons(options) }), question, options);
}

/** Several meetings fit, or none and these are what there is. */
export function whichReply(
  question: string,
  meetings: Meeting[],
  draft: string,
  reader: Reader,
  more: Option[],
): Reply {
  const options = meetings.slice(0, 6 - more.length).map((meeting, index) => ({
    label: `${line(meeting.subject)}, ${when(meeting, reader)}`,
    verb: 'schedule.which',
    data: { draft, index },
  }));
  const made = card({
    title: question,
    body: meetings
      .slice(0, options.length)
      .map((m) =>
        small(`${when(m, reader)}: ${line(m.subject)}${invitees(m).length > 0 ? `, with ${who(invitees(m), 3)}` : ''}`),
      ),
    actions: buttons([...options, ...more]),
  });
  return asked(made, question, [...options, ...more]);
}

/** Nothing that could be meant, and what could be asked instead. */
export function noneReply(text: string, more: Option[], title = 'I found no such meeting'): Reply {
  return asked(card({ title, body: [text], actions: buttons(more) }), text, more);
}
