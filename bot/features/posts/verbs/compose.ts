import { anyTarget, importance, teamInfo } from '@aide/contracts/posts';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { card } from '../../../chat/cards.ts';
import { draftId, verb } from '../../../chat/draft.ts';
import { buttons } from '../../../chat/parts.ts';
import { AideError } from '../../../errors.ts';
import { laterReply, linkReply, placesReply, writeReply } from '../cards/ask.ts';
import { channelsReply } from '../cards/channels.ts';
import { placeOf } from '../commands/head.ts';
import { compose } from '../compose.ts';
import { messageOfLink } from '../message-link.ts';
import { composeScopes, placeScopes } from '../scopes.ts';
import { chosenMention } from '../settle-mentions.ts';
import { labelOf } from '../target.ts';
import { wish } from '../wish.ts';
import { draftFor } from './shared.ts';

const index = z.number().int().min(0).max(999);
const contact = z.object({ id: z.string().optional(), displayName: z.string(), address: z.string() });
const plain = z.object({ wish });
const withPlaces = z.object({ wish, places: z.array(anyTarget) });
const withContacts = z.object({ wish, contacts: z.array(contact) });

const place = verb({
  verb: 'posts.place',
  data: z.object({ draft: draftId, index }),
  scopes: composeScopes,
  async run(ctx, { draft, index }) {
    const asked = await draftFor(ctx, draft, withPlaces);
    const to = asked.places[index];
    if (to) return compose(ctx, { ...asked.wish, to });
    throw new AideError('invalid_input', {
      userMessage: 'That is none of the places on the card.',
      remedy: 'Press one of them.',
    });
  },
});

const places = verb({
  verb: 'posts.places',
  data: z.object({ draft: draftId, from: index }),
  scopes: placeScopes,
  async run(ctx, { draft, from }) {
    const asked = await draftFor(ctx, draft, withPlaces);
    const labels = asked.places.map((to) => ({ label: labelOf(to) }));
    return placesReply('Where?', labels, draft, from);
  },
});

const where = verb({
  verb: 'posts.where',
  data: z.object({ draft: draftId, words: z.string().max(200).default('') }),
  scopes: composeScopes,
  async run(ctx, { draft, words }) {
    const asked = await draftFor(ctx, draft, plain);
    const wanted = asked.wish.place;
    // To people it stays with people: "To whom?" is answered with names.
    const found = wanted?.kind === 'people' ? { place: { ...wanted, names: [words] } } : placeOf(words, ctx.here);
    return compose(ctx, { ...asked.wish, ...found });
  },
});

const who = verb({
  verb: 'posts.who',
  data: z.object({ draft: draftId, index, about: z.enum(['to', 'mention']), address: z.string().max(320).optional() }),
  scopes: composeScopes,
  async run(ctx, { draft, index, about, address }) {
    const asked = await draftFor(ctx, draft, withContacts);
    const chosen = asked.contacts.find((c) => c.address === address);
    if (about === 'to') {
      const { place } = asked.wish;
      if (place?.kind === 'answer') {
        if (chosen) await ctx.directory.remember(place.name, chosen);
        return compose(ctx, { ...asked.wish, place: { ...place, name: chosen?.address ?? place.name } });
      }
      if (place?.kind !== 'people') return compose(ctx, asked.wish);
      const name = place.names[index];
      // The next time this name means the same person.
      if (chosen && name) await ctx.directory.remember(name, chosen);
      return compose(ctx, {
        ...asked.wish,
        place: {
          kind: 'people',
          names: place.names.flatMap((n, i) => (i !== index ? [n] : chosen ? [chosen.address] : [])),
        },
      });
    }
    const mention = asked.wish.mentions[index];
    if (!mention) return compose(ctx, asked.wish);
    const settled = chosen ? await chosenMention(ctx, mention, chosen) : { ...mention, isText: true };
    if (chosen) await ctx.directory.remember(mention.names.at(-1)!, chosen);
    return compose(ctx, { ...asked.wish, mentions: asked.wish.mentions.with(index, settled) });
  },
});

const tag = verb({
  verb: 'posts.tag',
  data: z.object({ draft: draftId, index, name: z.string().max(200).optional() }),
  scopes: composeScopes,
  async run(ctx, { draft, index, name }) {
    const asked = await draftFor(ctx, draft, plain);
    const mention = asked.wish.mentions[index];
    if (!mention) return compose(ctx, asked.wish);
    const settled = name ? { ...mention, names: [name], inText: false } : { ...mention, isText: true };
    return compose(ctx, { ...asked.wish, mentions: asked.wish.mentions.with(index, settled) });
  },
});

const text = verb({
  verb: 'posts.text',
  data: z.object({ draft: draftId }),
  scopes: placeScopes,
  run: async (ctx, { draft }) => writeReply((await draftFor(ctx, draft, plain)).wish, draft),
});

const write = verb({
  verb: 'posts.write',
  data: z.object({
    draft: draftId,
    text: z.string().max(20_000).optional(),
    subject: z.string().trim().max(255).optional(),
    importance: importance.optional(),
  }),
  scopes: composeScopes,
  async run(ctx, { draft, text, subject, importance }) {
    const before = (await draftFor(ctx, draft, plain)).wish;
    const { subject: _, ...rest } = before;
    const next = subject === undefined ? before.subject : subject;
    return compose(ctx, {
      ...rest,
      text: text ?? before.text,
      ...(next ? { subject: next } : {}),
      importance: importance ?? before.importance,
    });
  },
});

const later = verb({
  verb: 'posts.later',
  data: z.object({ draft: draftId }),
  scopes: placeScopes,
  async run(ctx, { draft }) {
    const asked = await draftFor(ctx, draft, plain);
    return laterReply(asked.wish, draft, (await ctx.profile()).timeZone, await ctx.now());
  },
});

const at = verb({
  verb: 'posts.at',
  data: z.object({
    draft: draftId,
    date: z.iso.date(),
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:mm'),
  }),
  scopes: composeScopes,
  async run(ctx, { draft, date, time }) {
    const asked = await draftFor(ctx, draft, plain);
    // In the hour that clocks leave out luxon takes the one after it, as people do.
    const moment = DateTime.fromISO(`${date}T${time}`, { zone: (await ctx.profile()).timeZone });
    return compose(ctx, { ...asked.wish, at: moment.toUTC().toISO()! });
  },
});

const now = verb({
  verb: 'posts.now',
  data: z.object({ draft: draftId }),
  scopes: composeScopes,
  async run(ctx, { draft }) {
    const { at: _, day: __, ...rest } = (await draftFor(ctx, draft, plain)).wish;
    return compose(ctx, rest);
  },
});

const link = verb({
  verb: 'posts.link',
  data: z.object({ draft: draftId, link: z.string().max(1000).default('') }),
  scopes: composeScopes,
  async run(ctx, { draft, link }) {
    const asked = await draftFor(ctx, draft, plain);
    const message = messageOfLink(link.trim());
    return message ? compose(ctx, { ...asked.wish, place: { kind: 'link', message } }) : linkReply(draft);
  },
});

/** Nothing is sent; the text stays at hand. */
const drop = verb({
  verb: 'posts.drop',
  data: z.object({ draft: draftId }),
  scopes: placeScopes,
  async run(ctx, { draft }) {
    const { wish } = await draftFor(ctx, draft, plain);
    const back = wish.text ? [{ label: 'Write on', verb: 'posts.again', data: { draft } }] : [];
    return { text: 'Nothing was sent.', card: card({ title: 'Nothing was sent', actions: buttons(back) }) };
  },
});

const again = verb({
  verb: 'posts.again',
  data: z.object({ draft: draftId }),
  scopes: composeScopes,
  run: async (ctx, { draft }) => compose(ctx, (await draftFor(ctx, draft, plain)).wish),
});

const channels = verb({
  verb: 'posts.channels',
  data: z.object({ draft: draftId, from: index }),
  run: async (ctx, { draft, from }) =>
    channelsReply((await draftFor(ctx, draft, z.object({ teams: z.array(teamInfo) }))).teams, draft, from),
});

export const composeVerbs = [place, places, where, who, tag, text, write, later, at, now, link, drop, again, channels];
