import { wantedFrom } from '../../../chat/files/wanted.ts';
import type { Command } from '../../chat.ts';
import { sitesQuery } from '../browse.ts';
import { sitesReply } from '../cards/list.ts';
import { findFile } from '../find.ts';
import { type List, list, showList } from '../list.ts';
import { readScopes } from '../scopes.ts';
import { wish } from '../wish.ts';

const things = '(?:files?|documents?|docs?|presentations?|decks?|spreadsheets?|stuff|things?)';
const lead = "(?:(?:please )?(?:show|list|find|search|open|browse|get)(?: me)?|what(?:'s|’s| is| are)?)";

const matches = (pattern: string, text: string) => new RegExp(`^${pattern}[.?!]*$`, 'iu').exec(text.trim());

type ListCommand = Command<Pick<List, 'title' | 'of'>>;
const run: ListCommand['run'] = (ctx, request) => showList(ctx, list.parse(request));

export const recentCommand: ListCommand = {
  name: 'files.recent',
  private: true,
  title: 'Show recent files',
  examples: ['recent files', 'my files', 'show my latest documents'],
  menu: { title: 'recent files', description: 'Files that were changed last' },
  scopes: readScopes,
  read({ text }) {
    const found = matches(
      `(?:${lead} )?(?:(?:my|the) )?(?:recent(?:ly (?:changed|used|opened))?|latest|newest|last(?: used| changed)?) ${things}|(?:${lead} )?my (?:files|documents)`,
      text,
    );
    return found ? { score: 0.93, request: { title: 'Recent files', of: { kind: 'recent' } } } : undefined;
  },
  run,
};

export const searchCommand: ListCommand = {
  name: 'files.search',
  private: true,
  title: 'Search files',
  examples: ['search files about mark 8', 'files about the budget', 'find documents containing "project falcon"'],
  scopes: readScopes,
  read({ text }) {
    const found = matches(
      `(?:(?:search|find|look|show|list|get)(?: me)?(?: for| in| through)? )?(?:all |my |the )?${things} (?:about|on|for|regarding|with|containing|mentioning|named|called) (?<text>.+?)`,
      text,
    );
    const said = found?.groups?.text?.replace(/["“”«»]/gu, '').trim();
    return said && !/^(?:me|shared)\b/iu.test(said)
      ? { score: 0.92, request: { title: `Files about ${said}`, of: { kind: 'search', text: said.slice(0, 200) } } }
      : undefined;
  },
  run,
};

export const sharedCommand: ListCommand = {
  name: 'files.sharedWithMe',
  private: true,
  title: 'Show files shared with you',
  examples: ['files shared with me', 'what is shared with me'],
  scopes: readScopes,
  read({ text }) {
    const found = matches(
      `(?:${lead} )?(?:(?:all |the )?${things} )?(?:(?:that (?:are|is|were)|which are|has been|is|are|was) )?shared with me(?: (?:about|on) (?<text>.+?))?`,
      text,
    );
    if (!found) return undefined;
    const said = found.groups?.text;
    return {
      score: 0.95,
      request: {
        title: `Shared with you${said ? `: ${said}` : ''}`,
        of: { kind: 'shared', ...(said ? { text: said } : {}) },
      },
    };
  },
  run,
};

export const folderCommand: Command<{ folder?: string; sentence: string }> = {
  name: 'files.browse',
  private: true,
  title: 'Show a folder',
  examples: ['show folder Reports', "what's in my OneDrive", 'open the Reports folder'],
  scopes: readScopes,
  read({ text }) {
    const top = matches(`(?:${lead} )?(?:in )?(?:my |the )?(?:one ?drive|drive)(?: files)?`, text);
    if (top) return { score: 0.93, request: { sentence: text } };
    const found = matches(`${lead} (?:in )?(?:(?:the |my )?folder (?<a>.+?)|(?:the |my )?(?<b>.+?) folder)`, text);
    const folder = found?.groups?.a ?? found?.groups?.b;
    return folder ? { score: 0.95, request: { folder, sentence: text } } : undefined;
  },
  async run(ctx, { folder, sentence }) {
    if (folder === undefined)
      return run(ctx, { title: 'Your OneDrive', of: { kind: 'folder', folder: { itemId: 'root' } } });
    const wanted = { ...wantedFrom(folder), folder: true };
    const found = await findFile(ctx, wanted, wish.parse({ do: 'show', sentence, wanted }));
    if ('ask' in found) return found.ask;
    const { driveId, itemId, name } = found.file;
    return run(ctx, { title: name, of: { kind: 'folder', folder: { ...(driveId ? { driveId } : {}), itemId } } });
  },
};

export const sitesCommand: Command<{ text: string }> = {
  name: 'files.sites',
  title: 'Find SharePoint sites',
  examples: ['sites about marketing', 'find the marketing site'],
  scopes: readScopes,
  read({ text }) {
    const found =
      matches(
        `(?:${lead} )?(?:for )?(?:all |the |my )?(?:share ?point )?sites? (?:about|on|for|named|called|of) (?<text>.+?)`,
        text,
      ) ?? matches(`(?:find|open|show|search)(?: me)?(?: for)? (?:the )?(?<text>.+?) (?:share ?point )?site`, text);
    const said = found?.groups?.text?.replace(/["“”«»]/gu, '').trim();
    return said ? { score: 0.95, request: { text: said.slice(0, 200) } } : undefined;
  },
  async run(ctx, { text }) {
    const { sites } = await sitesQuery.run(ctx, { text, top: 10 });
    return sitesReply(`Sites about ${text}`, sites);
  },
};
