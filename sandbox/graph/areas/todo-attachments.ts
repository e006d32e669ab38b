import { buffer } from 'node:stream/consumers';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { collection, entity } from '../odata-reply.ts';
import { attach, beginUpload, detach, hasExpired, largestRange, takeRange, tooLarge } from '../todo/attachments.ts';
import { itemNotFound } from '../todo/faults.ts';
import { taskOf } from '../todo/find.ts';
import { type TaskFile, todoTables, type UploadRow } from '../todo/model.ts';
import { renderFile } from '../todo/render.ts';

/** Lists tell of files without their bytes. */
const list = (call: GraphCall): GraphReply => collection(call, taskOf(call).files.map(renderFile));

function fileOf(call: GraphCall): TaskFile {
  const file = taskOf(call).files.find(({ id }) => id === call.params.attachment);
  if (!file) throw itemNotFound();
  return file;
}

const bytesOf = (call: GraphCall, { id }: TaskFile) => todoTables(call.tenant).attachments.get(id)?.contentBytes ?? '';

function get(call: GraphCall): GraphReply {
  const file = fileOf(call);
  return entity(call, { ...renderFile(file), contentBytes: bytesOf(call, file) });
}

function content(call: GraphCall): GraphReply {
  const file = fileOf(call);
  return { headers: { 'content-type': file.contentType }, body: Buffer.from(bytesOf(call, file), 'base64') };
}

const create = (call: GraphCall): GraphReply =>
  entity(call, renderFile(attach(call.tenant, taskOf(call), call.body)), { status: 201 });

function remove(call: GraphCall): GraphReply {
  detach(call.tenant, taskOf(call), fileOf(call));
  return { status: 204 };
}

/** Where this task's things are found, in the form that Graph gives to the address of an upload. */
const addressOf = ({ tenant, user, params }: GraphCall, rest: string) =>
  `${tenant.origin}/v1.0/users/${user.id}/todo/lists/${params.list}/tasks/${params.task}/${rest}`;

function begin(call: GraphCall): GraphReply {
  const upload = beginUpload(call.tenant, taskOf(call), call.body);
  return entity(call, {
    uploadUrl: addressOf(call, `attachmentSessions/${upload.id}`),
    expirationDateTime: upload.expirationDateTime,
    nextExpectedRanges: ['0-'],
  });
}

/** @throws GraphFailure 404 also for an upload that took too long */
function uploadOf(call: GraphCall): UploadRow {
  const task = taskOf(call);
  const upload = todoTables(call.tenant).uploads.get(call.params.session ?? '');
  if (upload?.taskId !== task.id || hasExpired(call.tenant, upload)) throw itemNotFound();
  return upload;
}

const session = (call: GraphCall): GraphReply => {
  const { id, expirationDateTime, received } = uploadOf(call);
  return entity(call, { id, expirationDateTime, nextExpectedRanges: [String(received)] });
};

/**
 * The bytes of an upload: to the address of the session and /content, and unlike those of files and mail with a token.
 * The answer's names begin with capitals. https://learn.microsoft.com/graph/todo-attachments
 */
async function put(call: GraphCall): Promise<GraphReply> {
  uploadOf(call);
  const length = Number(call.headers['content-length']);
  if (length > largestRange) throw tooLarge(413, 'A range must not be larger than 4 MB.');
  const bytes = call.upload ? await buffer(call.upload) : Buffer.alloc(0);
  // Found again: while the bytes came, somebody may have changed the task, or another range may have been taken.
  const { upload, file } = takeRange(call.tenant, taskOf(call), uploadOf(call), call.headers['content-range'], bytes);
  if (file) return { status: 201, headers: { location: addressOf(call, `Attachments/${file.id}`) } };
  return {
    body: { ExpirationDateTime: upload.expirationDateTime, NextExpectedRanges: [String(upload.received)] },
  };
}

function cancel(call: GraphCall): GraphReply {
  todoTables(call.tenant).uploads.delete(uploadOf(call).id);
  return { status: 204 };
}

const task = '{user}/todo/lists/{list}/tasks/{task}';
const path = `${task}/attachments`;
const sessions = `${task}/attachmentSessions/{session}`;
const routes: Route[] = [
  { method: 'GET', path, handle: list },
  { method: 'POST', path, handle: create },
  { method: 'POST', path: `${path}/createUploadSession`, handle: begin },
  { method: 'GET', path: `${path}/{attachment}`, handle: get },
  { method: 'GET', path: `${path}/{attachment}/$value`, options: [], handle: content },
  { method: 'DELETE', path: `${path}/{attachment}`, handle: remove },
  { method: 'GET', path: sessions, handle: session },
  { method: 'PUT', path: `${sessions}/content`, options: [], raw: true, handle: put },
  { method: 'DELETE', path: sessions, handle: cancel },
];

/** Files at a task, up to 25 MB. https://learn.microsoft.com/graph/api/resources/taskfileattachment */
export const todoAttachments: Area = {
  name: 'todo-attachments',
  workload: 'todo',
  routes: routes.map((route) => ({ ...route, mailbox: true })),
};
