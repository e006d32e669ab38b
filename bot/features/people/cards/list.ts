import type { FoundPeople } from '@aide/contracts/people';
import { card } from '../../../chat/cards.ts';
import { bold, buttons, line, type Option, say, small } from '../../../chat/parts.ts';
import type { Reply } from '../../chat.ts';
import { presenceWords } from '../presence.ts';

type Person = FoundPeople['people'][number];

/** People on one card; the sixth button is for the next page. */
const pageSize = 5;

/** @param draft behind the button for the next page; absent: the first page is all there is */
export function peopleReply(list: {
  title: string;
  people: Person[];
  draft?: string;
  from?: number;
  note?: string;
}): Reply {
  const { title, people, draft, from = 0, note } = list;
  const shown = people.slice(from, from + pageSize);
  const left = people.length - from - pageSize;
  const options: Option[] = shown.map((person) => say(line(person.displayName), `who is ${person.address}`));
  if (left > 0 && draft)
    options.push({ label: `${left} more`, verb: 'people.page', data: { draft, from: from + pageSize } });
  return {
    text: title,
    card: card({
      title: line(title),
      body: shown.flatMap((person) => [bold(line(person.displayName)), small(about(person))]),
      ...(note ? { note } : {}),
      actions: buttons(options),
      fallbackText: [title, ...shown.map((p) => `${line(p.displayName)}: ${about(p)}`)].join('\n'),
    }),
  };
}

const about = ({ jobTitle, department, companyName, address, presence }: Person): string =>
  [jobTitle, department, companyName, presence && presenceWords(presence).text, address]
    .flatMap((part) => (part ? [line(part)] : []))
    .join(' · ');
