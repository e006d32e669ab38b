import type { Meeting } from '@aide/contracts/schedule';
import type { Contact } from '../../../directory/directory.ts';
import { card, execute } from '../../cards.ts';
import type { Operation, Reply } from '../../feature.ts';
import { when } from '../when.ts';
import { asked, buttons, invitees, line, type Option, small, who } from './parts.ts';

/** A name fits several people, or nobody: one question. */
export function whoReply(name: string, contacts: Contact[], draft: string, index: number, several: boolean): Reply {
  const options = contacts.slice(0, 5).map((contact) => ({
    label: line(contact.displayName),
    verb: 'schedule.who',
    data: { draft, index, address: contact.address },
  }));
  const leave = { label: `Without ${line(name)}`, verb: 'schedule.who', data: { draft, index } };
  const question = several
    ? `Which ${line(name)} do you mean?`
    : options.length > 0
      ? `I know nobody called ${line(name)}. Did you mean:`
      : `I know nobody called ${line(name)}.`;
  const details = contacts.slice(0, 5).map((c) =>
    small(
      [c.displayName, c.jobTitle, c.department, c.address]
        .filter(Boolean)
        .map((s) => line(s!))
        .join(' · '),
    ),
  );
  const made = card({ title: question, body: details, actions: buttons([...options, leave]) });
  return asked(made, question, [...options, leave]);
}

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
  timeZone: string,
  more: Option[],
): Reply {
  const options = meetings.slice(0, 6 - more.length).map((meeting, index) => ({
    label: `${line(meeting.subject)}, ${when(meeting, timeZone)}`,
    verb: 'schedule.which',
    data: { draft, index },
  }));
  const made = card({
    title: question,
    body: meetings
      .slice(0, options.length)
      .map((m) =>
        small(
          `${when(m, timeZone)}: ${line(m.subject)}${invitees(m).length > 0 ? `, with ${who(invitees(m), 3)}` : ''}`,
        ),
      ),
    actions: buttons([...options, ...more]),
  });
  return asked(made, question, [...options, ...more]);
}

/** What will happen, before it does. */
export function confirmReply(operation: Operation, verb: string): Reply {
  const { title, facts, warnings, undo, remains } = operation.proposal!;
  const options: Option[] = [
    { label: verb, verb: 'operation.confirm', data: { id: operation.id } },
    { label: 'Leave it as it is', verb: 'schedule.keep', data: {} },
  ];
  const undoText =
    undo === 'none'
      ? `This cannot be undone. ${remains ?? ''}`
      : undo === 'compensating'
        ? `Undo: ${remains ?? ''}`
        : '';
  const made = card({
    title: line(title),
    facts: facts.map((f) => ({ title: f.title, value: f.value.slice(0, 600) })),
    warnings: warnings.map((w) => w.slice(0, 600)),
    ...(undoText ? { note: undoText } : {}),
    actions: [execute(verb, 'operation.confirm', { id: operation.id }, 'positive'), ...buttons(options.slice(1))],
  });
  return asked(made, `${title}?`, options);
}

export const keptReply = (): Reply => ({
  text: 'Nothing was changed.',
  card: card({ title: 'Nothing was changed' }),
});
