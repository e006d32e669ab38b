import type { Command } from '../../chat.ts';
import type { Change } from '../change.ts';
import { readScopes } from '../scopes.ts';
import { whenOf } from '../wish.ts';
import { gistOf, named } from './gist.ts';
import { type ChangeRequest, reading, run } from './reading.ts';

/** What tasks begin with when they are said without the word: "push send the deck to next week". */
const deeds =
  /^(?:ask|book|bring|buy|call|check|clean|contact|draft|email|fix|follow|get|order|pay|pick|plan|prepare|print|read|renew|reply|review|schedule|send|sign|submit|talk|test|update|visit|write)\s+\p{L}/iu;

export const rescheduleCommand: Command<ChangeRequest> = {
  name: 'tasks.reschedule',
  title: 'Give a task another date or reminder',
  examples: [
    'move the deck task to Friday',
    'push send the deck to next week',
    'set a reminder for the deck task tomorrow 8am',
    'snooze the deck task until tomorrow',
    'the deck task has no date',
  ],
  scopes: readScopes,
  read(sentence) {
    const { words, spans, series, unrepeatable } = gistOf(sentence);
    const freed =
      /^(?:remove|clear|delete) the (?:due )?(?:date|reminder) (?:of|from) (?<name>.+)$/iu.exec(words) ??
      /^(?<name>.+?) has no (?:due )?(?:date|reminder)$/iu.exec(words);
    if (freed) {
      const ring = /reminder (?:of|from)|reminder$/iu.test(words);
      const change: Change = { kind: 'when', ...(ring ? { reminder: null } : { due: null, reminder: null }) };
      return reading(sentence, freed.groups!.name, change, { task: 0.98, bare: 0 });
    }
    if (spans.length === 0 && !series && !unrepeatable) return undefined;
    const ring =
      /^(?:set|add|give me|put) (?:me )?a reminder (?:for|on|to) (?<name>(?:the |my )?(?:task .+|.+ task))$/iu.exec(
        words,
      ) ?? /^remind me (?:about|of) (?<name>(?:the |my )?(?:task .+|.+ task))$/iu.exec(words);
    const snoozed = /^(?:snooze|defer) (?<name>.+?)(?: until| till| to| for)*$/iu.exec(words);
    const moved =
      /^(?:move|push|postpone|reschedule|shift|delay|put off|change|set|make|repeat) (?<name>.+?)(?: (?:due|to|until|till|for|by|on|date|back|out|repeat))*$/iu.exec(
        words,
      );
    const name = (ring ?? snoozed ?? moved)?.groups?.name;
    if (!name || /(?<![\p{L}\p{N}])lists?(?: \S+)?$/iu.test(name)) return undefined;
    const { due, reminder, repeat } = whenOf(spans, sentence.now, ring !== null, series);
    const change: Change = {
      kind: 'when',
      // A reminder is another time, not another date.
      ...(due && !ring ? { due } : {}),
      ...(reminder ? { reminder } : {}),
      ...(repeat ? { repeat } : {}),
      ...(unrepeatable ? { unrepeatable } : {}),
    };
    // Meetings are moved with the same words: without "task" it is one only if it sounds like a deed.
    const deed = deeds.test(named(name)) && !/\p{Lu}/u.test(name.slice(0, 1)) ? 0.97 : 0;
    return reading(sentence, name, change, { task: ring ? 0.985 : 0.98, bare: snoozed ? 0.9 : deed });
  },
  run,
};
