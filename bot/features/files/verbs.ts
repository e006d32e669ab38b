import { access, file, role } from '@aide/contracts/files';
import { z } from 'zod';
import { draftId, draftOf, verb } from '../../chat/draft.ts';
import { wantedFrom } from '../../chat/files/wanted.ts';
import { doneReply } from '../../chat/outcome.ts';
import { runOnce } from '../../chat/run-once.ts';
import { AideError } from '../../errors.ts';
import { refOf } from './item.ts';
import { list, showList } from './list.ts';
import { whoOf } from './people-for.ts';
import { postVerbs } from './post-chat.ts';
import { proceed, proposeRevoke } from './proceed.ts';
import { peopleScopes, readEverywhere, readScopes } from './scopes.ts';
import { shareAction } from './share.ts';
import { wish } from './wish.ts';

const example = 'share the budget deck with Megan';
const index = z.number().int().min(0).max(999);
const typed = z.string().trim().min(1).max(500);

/** What comes back from a card counts only if it was on it. */
function chosen<T>(items: T[], at: number): T {
  const item = items[at];
  if (item !== undefined) return item;
  throw new AideError('invalid_input', {
    userMessage: 'That is not on the card.',
    remedy: 'Press one of its buttons.',
  });
}

const wishDraft = z.object({ wish });
const whichDraft = z.object({ wish, files: z.array(file) });
const fileDraft = z.object({ file, sentence: z.string().default('') });

const which = verb({
  verb: 'files.which',
  data: z.object({ draft: draftId, index }),
  scopes: peopleScopes,
  async run(ctx, { draft, index: at }) {
    const asked = await draftOf(ctx, draft, whichDraft, example);
    const picked = chosen(asked.files, at);
    // The folder is asked for after the file.
    return proceed(ctx, asked.wish.file ? { ...asked.wish, toFolder: picked } : { ...asked.wish, file: picked });
  },
});

const pick = verb({
  verb: 'files.pick',
  data: z.object({ draft: draftId, index }),
  scopes: readScopes,
  async run(ctx, { draft, index: at }) {
    const picked = chosen((await draftOf(ctx, draft, z.object({ files: z.array(file) }), 'recent files')).files, at);
    if (picked.kind === 'folder') return openFolder(ctx, picked);
    return proceed(ctx, wish.parse({ do: 'show', sentence: '', file: picked }));
  },
});

const openFolder = (ctx: Parameters<typeof showList>[0], folder: z.output<typeof file>) =>
  showList(ctx, list.parse({ title: folder.name, of: { kind: 'folder', folder: refOf(folder) } }));

const open = verb({
  verb: 'files.open',
  data: z.object({ draft: draftId }),
  scopes: readScopes,
  run: async (ctx, { draft }) => openFolder(ctx, (await draftOf(ctx, draft, fileDraft, example)).file),
});

const more = verb({
  verb: 'files.more',
  data: z.object({ draft: draftId }),
  scopes: readScopes,
  run: async (ctx, { draft }) => showList(ctx, (await draftOf(ctx, draft, z.object({ list }), 'recent files')).list),
});

/** Asks for what is missing to look further; when that is settled, it does. */
const everywhere = verb({
  verb: 'files.everywhere',
  data: z.object({ draft: draftId }),
  scopes: readScopes,
  async run(ctx, { draft }) {
    const asked = await draftOf(ctx, draft, wishDraft, example);
    await ctx.graphWith(readEverywhere).ready();
    return proceed(ctx, asked.wish);
  },
});

const doIt = verb({
  verb: 'files.do',
  data: z.object({ draft: draftId, what: z.enum(['share', 'link', 'access', 'copy', 'move']) }),
  scopes: peopleScopes,
  async run(ctx, { draft, what }) {
    const known = await draftOf(ctx, draft, fileDraft, example);
    return proceed(ctx, wish.parse({ do: what, sentence: known.sentence, file: known.file }));
  },
});

/** Something typed into a card: what it is, and how it goes into the wish. */
const typedInto = (
  name: 'files.people' | 'files.folder' | 'files.name' | 'files.named',
  field: string,
  put: (text: string) => Partial<z.output<typeof wish>>,
) =>
  verb({
    verb: name,
    data: z.object({ draft: draftId, [field]: typed }),
    scopes: peopleScopes,
    async run(ctx, data) {
      const asked = await draftOf(ctx, String(data.draft), wishDraft, example);
      return proceed(ctx, { ...asked.wish, ...put(String(data[field])) });
    },
  });

const people = typedInto('files.people', 'people', (text) => ({
  people: text
    .split(/[,;]|\band\b/iu)
    .map((name) => name.trim())
    .filter(Boolean)
    .slice(0, 50)
    .map((name) => ({ name })),
}));
const folder = typedInto('files.folder', 'folder', (text) => ({ to: { ...wantedFrom(text), folder: true } }));
const rename = typedInto('files.name', 'name', (text) => ({ name: text }));
const namedFile = typedInto('files.named', 'file', (text) => ({ wanted: wantedFrom(text) }));

const contact = z.object({ displayName: z.string(), address: z.string(), id: z.string().optional() });
const who = verb({
  verb: 'files.who',
  data: z.object({ draft: draftId, index, address: z.string().max(320).optional() }),
  scopes: peopleScopes,
  async run(ctx, { draft, index: at, address }) {
    const asked = await draftOf(ctx, draft, z.object({ wish, contacts: z.array(contact) }), example);
    const person = chosen(asked.wish.people, at);
    const meant = asked.contacts.find((c) => c.address === address);
    // The next time this name means the same person.
    if (meant) await ctx.directory.remember(person.name, meant);
    const named = asked.wish.people.flatMap((p, i) =>
      i !== at ? [p] : meant ? [{ name: p.name, who: whoOf(meant) }] : [],
    );
    return proceed(ctx, { ...asked.wish, people: named });
  },
});

const share = verb({
  verb: 'files.share',
  data: z.object({ draft: draftId, role, notify: z.boolean() }),
  scopes: peopleScopes,
  async run(ctx, { draft, role: chosenRole, notify }) {
    const asked = await draftOf(ctx, draft, wishDraft, example);
    const { file: shared, message } = asked.wish;
    if (!shared)
      throw new AideError('invalid_input', {
        userMessage: 'This card has no file.',
        remedy: `Ask me again, for instance: ${example}.`,
      });
    const input = {
      file: refOf(shared),
      people: asked.wish.people.flatMap((p) => (p.who ? [{ address: p.who.address, name: p.who.name }] : [])),
      role: chosenRole,
      notify,
      ...(message ? { message } : {}),
    };
    // The card said what it would be: pressing it is the confirmation.
    return runOnce(ctx, shareAction, input, draft, {
      sentence: asked.wish.sentence,
      done: doneReply,
      again: () => proceed(ctx, asked.wish),
    });
  },
});

const revoke = verb({
  verb: 'files.revoke',
  data: z.object({ draft: draftId, index }),
  scopes: readScopes,
  async run(ctx, { draft, index: at }) {
    const shown = await draftOf(
      ctx,
      draft,
      z.object({ file, access: z.array(access) }),
      'who has access to the budget deck',
    );
    return proposeRevoke(ctx, shown.file, chosen(shown.access, at));
  },
});

export const verbs = [
  which,
  pick,
  open,
  more,
  everywhere,
  doIt,
  people,
  folder,
  rename,
  namedFile,
  who,
  share,
  revoke,
  ...postVerbs,
];
