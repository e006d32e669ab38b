import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { plainText } from '../calendar/body.ts';
import type { EmailAddress } from '../calendar/model.ts';
import { words } from '../search.ts';
import { attachmentsOf } from './attachments.ts';
import type { MailRow } from './model.ts';

type Matcher = (message: MailRow) => boolean;

/**
 * $search over messages: words, "phrases" and property:value of KQL, all of them wanted unless OR stands between them; words are
 * matched from their beginning. https://learn.microsoft.com/graph/search-query-parameter#using-search-on-message-collections
 * @throws GraphFailure 400 for a clause that cannot be read
 */
export function mailMatcher(tenant: Tenant, search: string): Matcher {
  const text = /^"(.*)"$/s.exec(search.trim())?.[1]?.replaceAll('\\"', '"') ?? search;
  const pieces = text.match(/(?:\w+\s*[:<>=]+\s*)?"[^"]*"|[^\s()]+/g) ?? [];
  if (pieces.length === 0) throw new GraphFailure(400, 'BadRequest', 'Syntax error: the $search clause is empty.');
  const groups: Matcher[][] = [[]];
  let negated = false;
  for (const piece of pieces) {
    if (/^or$/i.test(piece)) groups.push([]);
    else if (/^and$/i.test(piece)) continue;
    else if (/^not$/i.test(piece)) negated = true;
    else {
      const matches = clause(tenant, piece);
      groups.at(-1)?.push(negated ? (m) => !matches(m) : matches);
      negated = false;
    }
  }
  return (message) => groups.some((all) => all.length > 0 && all.every((matches) => matches(message)));
}

const people = (list: (EmailAddress | null)[]) => list.map((p) => (p ? `${p.name} ${p.address}` : '')).join(' ');

function clause(tenant: Tenant, piece: string): Matcher {
  const [, property = '', operator = '', value = piece] = /^(\w+)\s*(:|<=|>=|<|>|=)+\s*(.+)$/s.exec(piece) ?? [];
  const wanted = value.replace(/^"|"$/g, '');
  const attached = (m: MailRow) => attachmentsOf(tenant, m.id);
  const texts: Record<string, (m: MailRow) => string> = {
    subject: (m) => m.subject,
    body: (m) => plainText(m.body),
    from: (m) => people([m.from]),
    to: (m) => people(m.to),
    cc: (m) => people(m.cc),
    bcc: (m) => people(m.bcc),
    recipients: (m) => people([...m.to, ...m.cc, ...m.bcc]),
    participants: (m) => people([m.from, ...m.to, ...m.cc, ...m.bcc]),
    attachment: (m) =>
      attached(m)
        .map((a) => a.name)
        .join(' '),
    importance: (m) => m.importance,
    '': (m) =>
      `${people([m.from])} ${m.subject} ${plainText(m.body)} ${attached(m)
        .map((a) => a.name)
        .join(' ')}`,
  };
  const key = property.toLowerCase();
  if (key === 'hasattachments') return (m) => attached(m).length > 0 === /^(true|1|yes)$/i.test(wanted);
  if (key === 'isread') return (m) => m.isRead === /^(true|1|yes)$/i.test(wanted);
  if (key === 'received' || key === 'sent') return byDate(key, operator, wanted, piece);
  const textOf = texts[key];
  // What names no property is words: "10:30".
  if (!textOf) return matchWords(texts['']!, piece);
  return matchWords(textOf, wanted);
}

function matchWords(textOf: (m: MailRow) => string, wanted: string): Matcher {
  const sought = words(wanted);
  return (message) => {
    const has = words(textOf(message));
    return has.some((_, at) => sought.every((word, i) => has[at + i]?.startsWith(word)));
  };
}

function byDate(key: 'received' | 'sent', operator: string, value: string, piece: string): Matcher {
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw new GraphFailure(400, 'BadRequest', `Syntax error: '${piece}' is no date.`);
  const day = 86_400_000;
  const at = (m: MailRow) => Date.parse(key === 'received' ? m.receivedDateTime : m.sentDateTime);
  const tests: Record<string, Matcher> = {
    '>=': (m) => at(m) >= time,
    '>': (m) => at(m) > time,
    '<=': (m) => at(m) <= time,
    '<': (m) => at(m) < time,
  };
  return tests[operator] ?? ((m) => at(m) >= time && at(m) < time + day);
}
