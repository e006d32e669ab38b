import type { Attachment } from '@aide/contracts/mail';
import { type SavedFile, saveAttachmentsInput, saveAttachmentsOutput } from '@aide/contracts/mail/outside';
import type { Receipt } from '@aide/contracts/operations';
import type { Attachment as GraphAttachment, Message } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { mailThread } from '../../../chat/about.ts';
import { names } from '../../../chat/names.ts';
import { sizeText } from '../../../chat/size.ts';
import { AideError } from '../../../errors.ts';
import { itemPath } from '../../../graph/drive-path.ts';
import type { Graph } from '../../../graph/graph.ts';
import type { Action, Context, Memory } from '../../feature.ts';
import {
  attachmentsOf,
  attachmentsRequest,
  idOf,
  messageRequest,
  outlookLink,
  readAll,
  subjectOf,
  unlessGone,
} from '../message.ts';
import { saveFile, savingName } from '../save-file.ts';
import { partsOf, resume, type Saving } from '../save-progress.ts';
import { otherDrives, saveScopes } from '../scopes.ts';

type Input = z.output<typeof saveAttachmentsInput>;
type Output = z.output<typeof saveAttachmentsOutput>;

export const saveAttachmentsAction: Action<typeof saveAttachmentsInput, Output> = {
  name: 'mail.saveAttachments',
  title: 'Save attachments to OneDrive or a site',
  scopes: saveScopes,
  input: saveAttachmentsInput,
  output: saveAttachmentsOutput,

  async propose(ctx, input) {
    const { subject, chosen } = await attachedTo(ctx, input);
    const folder = await folderName(driveOf(ctx, input), input);
    const links = chosen.filter(({ kind }) => kind === 'reference').length;
    return {
      title: `Save ${chosen.length === 1 ? 'the attachment' : `${chosen.length} attachments`} of "${subject}" in ${folder}`,
      facts: chosen.slice(0, 20).map(({ name, size, kind }) => ({
        title: kind === 'reference' ? 'Link' : sizeText(size),
        value: name,
      })),
      warnings: links > 0 ? ['Links to files in the cloud are not saved: the files are there already.'] : [],
      undo: 'exact',
      remains: 'The saved files go to the recycle bin.',
    };
  },

  async perform(ctx, input, _operation, memory) {
    const graph = driveOf(ctx, input);
    // Consent for the drive is asked for before anything is written.
    await graph.ready();
    const { id, conversationId, subject, webLink, chosen } = await attachedTo(ctx, input);
    const state = resume(memory.kept, chosen);
    await memory.keep(state);
    const failures: AideError[] = [];
    for (const attachment of chosen) {
      if (state.files.some((file) => file.attachment === attachment.id)) continue;
      const file = await saveOne({ ctx, graph, message: id, to: input.to, attachment, state, memory }).catch(
        (error: unknown) => {
          const failure = refusalOf(error);
          failures.push(failure);
          const { id: of, name } = attachment;
          return { attachment: of, name, state: 'failed' as const, note: `Not saved. ${failure.userMessage}` };
        },
      );
      state.files = [...state.files, file];
      state.pending = undefined;
      await memory.keep(state);
    }
    // Nothing at all was written: the same may be tried again.
    if (failures[0] && state.files.every(({ saved }) => !saved)) throw failures[0];
    return receiptOf({ subject, conversationId, webLink }, state.files, await folderName(graph, input));
  },

  // What was saved is kept; what was begun is looked for under its name.
  recover: async () => 'repeat',

  async undo(ctx, input, { result }) {
    const graph = driveOf(ctx, input);
    const saved = result.files.flatMap(({ saved: file }) => (file ? [file] : []));
    for (const { driveId, itemId } of saved) await unlessGone(graph.delete(itemPath({ driveId, itemId })));
    return { summary: `${countOf(saved.length)} in the recycle bin again` };
  },

  about: (_input, { result }) => mailThread(result.conversationId),
  progress: partsOf,
};

/** The person's own OneDrive needs less than anything else. */
const driveOf = (ctx: Context, { to }: Input): Graph =>
  to.driveId === undefined ? ctx.graph : ctx.graphWith(otherDrives);

const countOf = (count: number) => (count === 1 ? 'One file is' : `${count} files are`);

async function attachedTo(ctx: Context, { message, attachments }: Input) {
  const id = await idOf(ctx, message);
  const [found, list] = await readAll<Message & { value: GraphAttachment[] }>(ctx, [
    await messageRequest(ctx, id, 'id,subject,conversationId,webLink'),
    attachmentsRequest(id),
  ]);
  const all = attachmentsOf(list!);
  const chosen = attachments
    ? all.filter((attachment) => attachments.includes(attachment.id))
    : all.filter(({ isInline }) => !isInline);
  if (chosen.length === 0 || (attachments && chosen.length < new Set(attachments).size))
    throw new AideError('not_found', {
      userMessage: attachments ? 'This email has no such attachment.' : 'This email has no attachments.',
      remedy: 'Look at the email to see what is attached.',
    });
  return {
    id: found!.id!,
    subject: subjectOf(found!),
    conversationId: found!.conversationId ?? '',
    webLink: found!.webLink,
    chosen,
  };
}

/** One attachment: as bytes, as a message, or only a link. */
async function saveOne(job: {
  ctx: Context;
  graph: Graph;
  message: string;
  to: Input['to'];
  attachment: Attachment;
  state: Saving;
  memory: Memory;
}): Promise<SavedFile> {
  const { ctx, graph, message, to, attachment, state, memory } = job;
  const { id, name, kind } = attachment;
  if (kind === 'reference')
    return {
      attachment: id,
      name,
      state: 'link',
      // Graph v1.0 tells nothing of it but its name. https://learn.microsoft.com/graph/api/resources/referenceattachment
      note: 'This is a link to a file in the cloud. Open it from the email.',
    };
  const wanted = await savingName(ctx, message, attachment);
  const saved = await saveFile(graph, {
    ctx,
    message,
    attachment: id,
    to,
    name: wanted,
    state,
    async begin(pending) {
      state.pending = { attachment: id, ...pending, sent: 0 };
      await memory.keep(state);
    },
    onProgress(sent) {
      if (state.pending) state.pending.sent = sent;
      // For those who look. That the lease was lost is found out by what is kept next.
      memory.keep(state).catch(() => undefined);
    },
  });
  const renamed = saved.name !== wanted ? `There was a "${wanted}" already.` : '';
  const changed = wanted !== name && kind === 'file' ? 'OneDrive does not take the name it had.' : '';
  const note = [changed, renamed].filter(Boolean).join(' ');
  return {
    attachment: id,
    name,
    state: 'saved',
    saved,
    ...(note ? { note: `${note} It is called "${saved.name}".` } : {}),
  };
}

/** What ends the whole operation is thrown on; anything else is this file's alone. */
function refusalOf(error: unknown): AideError {
  const ends = ['signin_required', 'consent_required', 'claims_challenge', 'uncertain', 'internal', 'in_progress'];
  if (!(error instanceof AideError) || ends.includes(error.code)) throw error;
  return error;
}

async function folderName(graph: Graph, { to }: Input): Promise<string> {
  if (to.itemId === 'root') return to.driveId ? 'the library' : 'your OneDrive';
  const folder = await graph.get<{ name?: string }>(itemPath(to), { $select: 'id,name' });
  return folder.name ?? 'the folder';
}

function receiptOf(
  mail: { subject: string; conversationId: string; webLink: string | null | undefined },
  files: SavedFile[],
  folder: string,
): Receipt<Output> {
  const saved = files.filter((file) => file.saved);
  const list = names(
    saved.map((file) => file.saved!.name),
    3,
  );
  return {
    summary: saved.length > 0 ? `Saved ${list} in ${folder}` : 'Nothing was saved',
    warnings: files.flatMap(({ name, note }) => (note ? [`${name}: ${note}`] : [])),
    links: [
      ...saved
        .slice(0, 1)
        .flatMap(({ saved: file }) => (file?.webUrl ? [{ title: 'Open the file', url: file.webUrl }] : [])),
      ...outlookLink(mail.webLink, 'Open the email'),
    ],
    undo: saved.length > 0 ? 'exact' : 'none',
    result: { conversationId: mail.conversationId, files },
  };
}
