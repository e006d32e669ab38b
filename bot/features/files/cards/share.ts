import type { Access, File } from '@aide/contracts/files';
import { card, execute, text } from '../../../chat/cards.ts';
import { names } from '../../../chat/names.ts';
import { asked, buttons, line, link, type Option, small } from '../../../chat/parts.ts';

import type { Reply } from '../../chat.ts';
import type { Wish } from '../wish.ts';

/** What is shared, with whom and how: each button is a confirmation. @param draft becomes the operation */
export function shareReply(wish: Wish, file: File, draft: string): Reply {
  const { people, role, message } = wish;
  const who = people.flatMap((p) => (p.who ? [p.who.name] : []));
  const roles = role ? [role] : (['view', 'edit'] as const);
  const press = (label: string, data: Record<string, unknown>): Option => ({
    label,
    verb: 'files.share',
    data: { draft, ...data },
  });
  const options: Option[] = [
    ...roles.map((one) => press(roles.length === 1 ? 'Share' : `They can ${one}`, { role: one, notify: true })),
    ...roles.map((one) =>
      press(roles.length === 1 ? 'Share without an e-mail' : `${one === 'view' ? 'View' : 'Edit'}, without an e-mail`, {
        role: one,
        notify: false,
      }),
    ),
    { label: 'Leave it as it is', verb: 'operation.keep', data: {} },
  ];
  const title = `Share “${file.name}” with ${names(who)}`;
  const made = card({
    title: line(title),
    facts: [
      { title: 'Where', value: line(file.where) },
      { title: 'With', value: names(who, 8).slice(0, 600) },
      ...(role ? [{ title: 'They can', value: role }] : []),
      ...(message ? [{ title: 'Message', value: line(message) }] : []),
    ],
    warnings: file.kind === 'folder' ? ['This is a folder: everything in it is shared.'] : [],
    note: 'Undo takes the access away again; an e-mail that was sent stays.',
    actions: [execute(options[0]!.label, options[0]!.verb, options[0]!.data, 'positive'), ...buttons(options.slice(1))],
  });
  return asked(made, `${title}?`, options);
}

/** Rows on the card; a file rarely has more. */
const rows = 12;

/** Who has access, and buttons to take it away. */
export function accessReply(file: File, access: Access[], draft: string): Reply {
  const shown = access.slice(0, rows);
  const removable = shown.flatMap((one, index) => (one.role === 'owner' || one.inherited ? [] : [{ one, index }]));
  const options: Option[] = removable.slice(0, 3).map(({ one, index }) => ({
    label:
      one.kind === 'link'
        ? `Delete the link (${one.scope === 'anonymous' ? 'anyone' : 'organisation'})`
        : `Stop sharing with ${line(one.people[0]?.name ?? 'them')}`,
    verb: 'files.revoke',
    data: { draft, index },
  }));
  const said = `“${file.name}”: ${access.length === 1 ? 'one has access' : `${access.length} ways to get at it`}.`;
  const made = card({
    title: line(`Who has access to “${file.name}”`),
    body:
      access.length === 0
        ? ['Nobody but you, as far as you may see.']
        : [text(line(file.where), { isSubtle: true }), ...shown.map(({ words }) => text(line(words)))],
    ...(access.length > shown.length
      ? { note: `and ${access.length - shown.length} more: open the file to see all` }
      : {}),
    actions: [
      ...link('Open', file.webUrl),
      execute('Share', 'files.do', { draft, what: 'share' }),
      ...buttons(options),
    ],
    fallbackText: [said, ...shown.map(({ words }) => line(words))].join('\n'),
  });
  return options.length === 0 ? { card: made, text: said } : asked(made, said, options);
}

/** Several ways in which somebody has access: which is to end? */
export function whichAccessReply(file: File, access: Access[], draft: string): Reply {
  const options: Option[] = access
    .slice(0, 6)
    .map(({ words }, index) => ({ label: line(words), verb: 'files.revoke', data: { draft, index } }));
  const question = `What should end on “${file.name}”?`;
  return asked(
    card({
      title: line(question),
      body: access.slice(0, 6).map(({ words }) => small(line(words))),
      actions: buttons(options),
    }),
    question,
    options,
  );
}
