import { fileName } from '@aide/contracts/files';
import { confirmReply } from '../../../chat/confirm.ts';
import { wantedFrom } from '../../../chat/files/wanted.ts';
import { say } from '../../../chat/parts.ts';
import { AideError } from '../../../errors.ts';
import type { Command } from '../../chat.ts';
import { fileReply } from '../cards/file.ts';
import { createFolderAction } from '../create-folder.ts';
import { findFile } from '../find.ts';
import { proceed } from '../proceed.ts';
import { receivedFiles } from '../received.ts';
import { readScopes } from '../scopes.ts';
import { wish } from '../wish.ts';

/** A file dropped into the personal chat without a word about it, or with words that nobody else understands. */
export const receivedCommand: Command<{ sentence: string }> = {
  name: 'files.received',
  title: 'Do something with a file you send me',
  examples: [],
  scopes: readScopes,
  read({ text }, here) {
    if (!here || here.files.length === 0) return undefined;
    return { score: text.trim() === '' ? 1 : 0.3, request: { sentence: text } };
  },
  async run(ctx, { sentence }) {
    const [file, ...others] = await receivedFiles(ctx);
    if (!file || others.length > 0) return proceed(ctx, wish.parse({ do: 'show', sentence }));
    const reader = await ctx.profile();
    return fileReply(file, await ctx.drafts.put({ file, sentence }), reader, {
      note: 'It is in your OneDrive. What should I do with it?',
      more: say('Remind me of it', `remind me about "${file.name}" tomorrow`),
    });
  },
};

export const createFolderCommand: Command<{ name: string; in?: string; sentence: string }> = {
  name: 'files.createFolder',
  title: 'Make a folder',
  examples: ['create a folder called Reports', 'make a folder "Invoices 2027" in Reports'],
  scopes: readScopes,
  read({ text }) {
    const found =
      /^(?:please )?(?:create|make|add|new)(?: me)?(?: an?| the)?(?: new)? folder (?:called |named )?(?:["“”«](?<quoted>[^"“”«»]+)["“”»]|(?<name>.+?))(?:\s+(?:in|inside|under)\s+(?:(?:the |my )?folder )?(?<in>.+?))?[.!]*$/iu.exec(
        text,
      );
    const name = (found?.groups?.quoted ?? found?.groups?.name)?.trim();
    if (!name) return undefined;
    const place = found?.groups?.in;
    return { score: 0.96, request: { name, ...(place ? { in: place } : {}), sentence: text } };
  },
  async run(ctx, { name, in: place, sentence }) {
    if (!fileName.safeParse(name).success)
      throw new AideError('invalid_input', {
        userMessage: `“${name.slice(0, 120)}” cannot be a folder’s name.`,
        remedy: 'Leave out " * : < > ? / \\ and |.',
      });
    const wanted = place === undefined ? undefined : { ...wantedFrom(place), folder: true };
    const found = wanted && (await findFile(ctx, wanted, wish.parse({ do: 'show', sentence, wanted })));
    if (found && 'ask' in found) return found.ask;
    const to = found
      ? { ...(found.file.driveId ? { driveId: found.file.driveId } : {}), itemId: found.file.itemId }
      : { itemId: 'root' };
    return confirmReply(await ctx.operations.propose(createFolderAction, { name, in: to }), 'Make the folder');
  },
};
