import { sure } from '../../chat/words.ts';
import type { Command } from '../chat.ts';
import { peopleReply } from './cards/list.ts';
import { answer } from './commands/answer.ts';
import { type Ask, type Asked, askedOf, departmentOf } from './commands/asks.ts';
import { findPeopleNamed } from './find.ts';
import { readScopes } from './scopes.ts';

/** Sentences about one person, by what is asked. */
function command(ask: Ask, about: Pick<Command, 'name' | 'title' | 'examples' | 'menu'>): Command<Asked> {
  return {
    ...about,
    scopes: readScopes,
    read(sentence) {
      const asked = askedOf(sentence.text);
      // "is Megan free on Friday" asks about her calendar.
      const now = sentence.spans.every((span) => Math.abs(span.start.diff(sentence.now, 'minutes').minutes) < 1);
      if (asked?.ask !== ask || (ask === 'available' && !now)) return undefined;
      return { score: sure(0.9, sentence.people.length > 0), request: asked };
    },
    run: answer,
  };
}

const whoCommand = command('who', {
  name: 'people.who',
  title: 'Look somebody up',
  examples: ['who is Megan', 'tell me about Alex Wilber', 'look up Adele', "what is Megan's email"],
  menu: { title: 'who is', description: 'Who somebody is, where they are and how to reach them' },
});
const managerCommand = command('manager', {
  name: 'people.manager',
  title: 'Whom somebody reports to',
  examples: ['who does Alex report to', "who is Megan's manager", 'who is my manager'],
});
const reportsCommand = command('reports', {
  name: 'people.reports',
  title: 'Who reports to somebody',
  examples: ['who reports to Megan', "Alex's direct reports", 'who reports to me'],
});
const timeCommand = command('time', {
  name: 'people.time',
  title: 'The time and the working hours where somebody is',
  examples: ['what time is it for Adele', "Megan's working hours", "Lee's time zone"],
});
const availableCommand = command('available', {
  name: 'people.available',
  title: 'Whether somebody is available now',
  examples: ['is Megan available', 'is Alex online', "Adele's status"],
});

const findCommand: Command<{ department: string }> = {
  name: 'people.find',
  title: 'The people of a department',
  examples: ['find people in Marketing', 'who works in Finance', 'list everybody in the Sales department'],
  scopes: readScopes,
  read(sentence) {
    const department = departmentOf(sentence.text);
    return department === undefined ? undefined : { score: 0.97, request: { department } };
  },
  async run(ctx, { department }) {
    const { people, everybody } = await findPeopleNamed(ctx, { department });
    const where = everybody ? '' : ' among the people you work with';
    const title =
      people.length === 0
        ? `I find nobody in ${department}${where}`
        : `${people.length === 1 ? 'One person' : `${people.length} people`} in ${department}${where}`;
    const draft = await ctx.drafts.put({ title, people });
    return peopleReply({ title, people, draft });
  },
};

const forgetCommand: Command<Record<string, never>> = {
  name: 'people.forget',
  title: 'Forget whom you mean by a name',
  examples: ['forget what you know about names', 'forget names'],
  read(sentence) {
    const asked =
      /^(?:please )?(?:forget|clear|delete|reset) (?:all |everything )?(?:what you (?:know|have learnt|have learned|remember) (?:about|of) )?(?:the |my |all )?(?:names|people)(?: you (?:know|remember))?[ .!]*$/iu;
    return asked.test(sentence.text.slice(0, 120)) ? { score: 0.97, request: {} } : undefined;
  },
  async run(ctx) {
    await ctx.directory.forget();
    return { text: 'Forgotten. When a name fits several people, I ask you again.' };
  },
};

export const commands: Command[] = [
  whoCommand,
  findCommand,
  managerCommand,
  reportsCommand,
  timeCommand,
  availableCommand,
  forgetCommand,
] as Command[];
