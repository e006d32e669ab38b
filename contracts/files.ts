import { z } from 'zod';

const id = z.string().min(1).max(512);
const email = z.email().max(320);
const instant = z.iso.datetime({ offset: true });

/** A file or folder, by its ids. */
export const fileRef = z.object({
  driveId: id.optional().describe('absent: your own OneDrive'),
  itemId: id,
});
export type FileRef = z.infer<typeof fileRef>;

/** A folder to put something into. */
export const folderRef = z.object({
  driveId: id.optional().describe('absent: your own OneDrive'),
  itemId: id.default('root').describe('"root" is the top of the drive'),
});

/**
 * A name as SharePoint takes it.
 * https://support.microsoft.com/office/restrictions-and-limitations-in-onedrive-and-sharepoint-64883a5d-228e-48f5-b3d2-eb39e07630fa
 */
export const fileName = z
  .string()
  .trim()
  .min(1)
  .max(255)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what is refused
  .regex(/^[^"*:<>?/\\|\u0000-\u001f]+$/, 'a name cannot hold " * : < > ? / \\ |')
  .refine((name) => !/^\.+$|^~\$|_vti_|^(con|prn|aux|nul|com\d|lpt\d|desktop\.ini|\.lock)$/i.test(name), {
    message: 'Microsoft 365 keeps this name for itself',
  });

export const file = z.object({
  driveId: z.string().optional(),
  itemId: z.string(),
  name: z.string(),
  kind: z.enum(['file', 'folder']),
  /** Bytes; of a folder, everything in it. */
  size: z.number().int().min(0).optional(),
  /** In words: "Your OneDrive › Reports", "Marketing › Documents › Plans". */
  where: z.string(),
  webUrl: z.string().optional(),
  changedAt: z.string().optional(),
  changedBy: z.string().optional(),
  /** Folders: how many things are in it. */
  count: z.number().int().min(0).optional(),
});
export type File = z.infer<typeof file>;

const searchPage = {
  from: z.number().int().min(0).max(1000).default(0).describe('how many to pass over'),
  top: z.number().int().min(1).max(50).default(10),
};
export const searchInput = z.object({ text: z.string().trim().min(1).max(200), ...searchPage });
export const recentInput = z.object(searchPage);
export const sharedWithMeInput = z.object({ text: z.string().trim().max(200).optional(), ...searchPage });
export const searchOutput = z.object({
  files: z.array(file),
  /** How many there are in all, as the service estimates. */
  total: z.number().int().min(0),
  more: z.boolean(),
  /** false: only the person's own OneDrive was searched, because consent to look further is missing. */
  everywhere: z.boolean(),
  /** Where a browser gives the consent that is missing to look further. */
  connectUrl: z.string().optional(),
});
export type SearchOutput = z.infer<typeof searchOutput>;

export const browseInput = z.object({
  folder: folderRef.default({ itemId: 'root' }),
  page: z.string().max(4096).optional().describe('`next` of the page before'),
  top: z.number().int().min(1).max(200).default(50),
});
export const browseOutput = z.object({ files: z.array(file), next: z.string().optional() });

export const getInput = z.object({ file: fileRef });

export const role = z.enum(['view', 'edit']);
export type Role = z.infer<typeof role>;
export const linkScope = z.enum(['anonymous', 'organization', 'users']);
export type LinkScope = z.infer<typeof linkScope>;

/** One way in which somebody has access. */
export const access = z.object({
  permissionId: z.string(),
  kind: z.enum(['person', 'group', 'app', 'link']),
  role: z.enum(['view', 'edit', 'owner']),
  /** People: who; links: whom the link was made for. */
  people: z.array(z.object({ name: z.string(), address: z.string().optional() })),
  /** Links: who may use it. */
  scope: linkScope.optional(),
  webUrl: z.string().optional(),
  expires: z.string().optional(),
  hasPassword: z.boolean(),
  /** It comes from a folder above, and is changed there. */
  inherited: z.boolean(),
  /** "Megan Bowen can edit", "People in your organisation with the link can view, until 1 Dec" */
  words: z.string(),
});
export type Access = z.infer<typeof access>;
export const accessOutput = z.object({ file, access: z.array(access) });

export const sitesInput = z.object({
  text: z.string().trim().min(1).max(200),
  top: z.number().int().min(1).max(50).default(10),
});
export const site = z.object({
  siteId: z.string(),
  name: z.string(),
  description: z.string().optional(),
  webUrl: z.string().optional(),
});
export const sitesOutput = z.object({ sites: z.array(site) });
export type Site = z.infer<typeof site>;
export const drivesInput = z.object({ siteId: z.string().min(1).max(512).optional().describe('absent: your own') });
export const drivesOutput = z.object({
  drives: z.array(
    z.object({
      driveId: z.string(),
      name: z.string(),
      webUrl: z.string().optional(),
      /** Bytes. */
      quota: z.object({ used: z.number(), total: z.number() }).optional(),
    }),
  ),
});

/** Somebody to share with. `name` is for display only; the address decides. */
export const recipient = z.object({ address: email, name: z.string().max(256).optional() });
export type Recipient = z.infer<typeof recipient>;

export const shareInput = z.object({
  file: fileRef,
  people: z.array(recipient).min(1).max(50),
  role,
  /** Goes with the notification. */
  message: z.string().max(2000).optional(),
  notify: z.boolean().default(true).describe('Microsoft 365 sends them an e-mail'),
});
export const granted = z.object({
  permissionId: z.string(),
  name: z.string(),
  address: z.string(),
  role: z.enum(['view', 'edit', 'owner']),
  /** What they could do before; absent = they had no access of their own. */
  before: z.enum(['view', 'edit', 'owner']).optional(),
});
export const shareOutput = z.object({
  file: fileRef,
  name: z.string(),
  webUrl: z.string().optional(),
  granted: z.array(granted),
});

export const linkInput = z.object({
  file: fileRef,
  role: role.default('view'),
  scope: linkScope.exclude(['users']).default('organization'),
  expires: instant.optional(),
});
export const linkOutput = z.object({
  file: fileRef,
  permissionId: z.string(),
  url: z.string(),
  role,
  scope: linkScope,
  expires: z.string().optional(),
  /** The link was there before. */
  known: z.boolean(),
});

const permission = { file: fileRef, permissionId: id };
export const changeAccessInput = z.object({ ...permission, role });
export const changeAccessOutput = z.object({ ...permission, role, before: z.enum(['view', 'edit', 'owner']) });
export const revokeInput = z.object(permission);
export const revokeOutput = z.object({
  ...permission,
  role,
  /** To be given access again by undo; links cannot. */
  people: z.array(recipient),
});

export const copyInput = z.object({ file: fileRef, to: folderRef, name: fileName.optional() });
export const moveInput = z.object({ file: fileRef, to: folderRef.omit({ driveId: true }) });
export const renameInput = z.object({ file: fileRef, name: fileName });
export const createFolderInput = z.object({ in: folderRef.default({ itemId: 'root' }), name: fileName });
export const deleteInput = z.object({ file: fileRef });
/** What a write made of a file. */
export const fileOutput = z.object({
  file: file.optional(),
  /** How it was: for undo. */
  before: z
    .object({ folderId: z.string().optional(), name: z.string().optional(), version: z.string().optional() })
    .optional(),
});
export type FileOutput = z.infer<typeof fileOutput>;

export const postInput = z.object({
  file: fileRef,
  to: z.union([
    z.object({ teamId: z.guid(), channelId: id }),
    z.object({ chatId: id }),
    // Their chat is found, or begun: with one of them the one-to-one chat. Names are for display.
    z.object({
      people: z
        .array(z.object({ id: z.guid(), name: z.string().max(256) }))
        .min(1)
        .max(19),
    }),
  ]),
  /** Plain text above the file. */
  text: z.string().max(4000).optional(),
  role: role.default('view'),
});
export const postOutput = z.object({
  file: fileRef,
  messageId: z.string(),
  /** The chat it went to. */
  chatId: z.string().optional(),
  webUrl: z.string().optional(),
  /** Access that came with it. */
  given: z.array(granted),
});

/** 250 GB: the largest file that OneDrive and SharePoint keep. */
export const largestFile = 250 * 1024 ** 3;
export const conflictBehavior = z.enum(['fail', 'replace', 'rename']);
export const beginUploadInput = z.object({
  to: folderRef.default({ itemId: 'root' }),
  name: fileName,
  /** Bytes. An empty file is no upload. */
  size: z.number().int().min(1).max(largestFile),
  conflictBehavior: conflictBehavior.default('fail'),
});
export type BeginUpload = z.infer<typeof beginUploadInput>;
export const uploadState = z.object({
  upload: z.string().describe('also the id of the operation that it becomes'),
  name: z.string(),
  size: z.number().int(),
  next: z.number().int().describe('the first byte that is missing: go on from here'),
  expires: z.string().describe('when the upload is given up'),
});
export type UploadState = z.infer<typeof uploadState>;
export const uploadInput = z.object({
  upload: z.guid().describe('an upload whose bytes are all there (POST /api/uploads)'),
});

export const channelFolderInput = z.object({ teamId: id, channelId: id });
