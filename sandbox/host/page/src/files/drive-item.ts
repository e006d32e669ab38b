import type { Ref } from './place.ts';

interface Identity {
  id?: string;
  displayName?: string;
  email?: string;
}
export interface IdentitySet {
  user?: Identity;
  application?: Identity;
  group?: Identity;
  siteUser?: Identity & { loginName?: string };
  siteGroup?: Identity;
}

/** What the view reads of Graph's driveItem. */
export interface DriveItem {
  id: string;
  name: string;
  /** Bytes. */
  size?: number;
  createdBy?: IdentitySet;
  createdDateTime?: string;
  lastModifiedBy?: IdentitySet;
  lastModifiedDateTime?: string;
  description?: string;
  eTag?: string;
  webUrl?: string;
  parentReference?: { driveId?: string; id?: string; driveType?: string; path?: string; name?: string };
  folder?: { childCount?: number };
  file?: { mimeType?: string };
  root?: object;
  shared?: { scope?: 'anonymous' | 'organization' | 'users' };
  publication?: { level?: string };
  remoteItem?: DriveItem;
  '@microsoft.graph.downloadUrl'?: string;
}

/** What a list of items asks for. */
export const itemFields =
  'id,name,size,lastModifiedBy,lastModifiedDateTime,parentReference,folder,file,root,shared,publication,webUrl,remoteItem';

export interface Drive {
  id: string;
  name?: string;
  driveType?: 'business' | 'documentLibrary' | 'personal';
  owner?: IdentitySet;
  webUrl?: string;
  description?: string;
  quota?: { total?: number; used?: number; state?: string };
}

export interface Site {
  id: string;
  displayName?: string;
  name?: string;
  description?: string;
  webUrl?: string;
}

export interface Permission {
  id: string;
  roles?: string[];
  grantedToV2?: IdentitySet;
  grantedToIdentitiesV2?: IdentitySet[];
  link?: { type?: string; scope?: string; webUrl?: string };
  invitation?: { email?: string };
  inheritedFrom?: { id?: string; name?: string; path?: string };
  expirationDateTime?: string;
  hasPassword?: boolean;
}

export interface Version {
  id: string;
  size?: number;
  lastModifiedBy?: IdentitySet;
  lastModifiedDateTime?: string;
}

/** Where an item really lives: a shortcut or a find of search points into another drive. */
export function refOf(item: DriveItem): Ref {
  const real = item.remoteItem ?? item;
  return { drive: real.parentReference?.driveId ?? item.parentReference?.driveId ?? '', item: real.id };
}

export const isFolder = (item: DriveItem): boolean => (item.remoteItem ?? item).folder !== undefined;

export function nameOf(identity: IdentitySet | undefined): string {
  const known = identity?.user ?? identity?.group ?? identity?.siteUser ?? identity?.siteGroup ?? identity?.application;
  return known?.displayName || known?.email || '';
}

export type Kind =
  | 'folder'
  | 'word'
  | 'excel'
  | 'powerpoint'
  | 'pdf'
  | 'image'
  | 'video'
  | 'audio'
  | 'text'
  | 'archive'
  | 'file';

const kinds: [Kind, RegExp][] = [
  ['word', /^(docx?|dotx|odt|rtf)$/],
  ['excel', /^(xlsx?|xlsm|csv|ods)$/],
  ['powerpoint', /^(pptx?|ppsx|odp)$/],
  ['pdf', /^pdf$/],
  ['image', /^(png|jpe?g|gif|webp|svg|bmp|heic|ico)$/],
  ['video', /^(mp4|mov|webm|avi|mkv)$/],
  ['audio', /^(mp3|wav|m4a|ogg|flac)$/],
  ['text', /^(txt|md|json|xml|html?|css|[jt]sx?|yaml|yml|log|ics|eml)$/],
  ['archive', /^(zip|gz|7z|tar|rar)$/],
];

export const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

export function kindOf(item: DriveItem): Kind {
  if (isFolder(item)) return 'folder';
  const extension = extensionOf(item.name);
  return kinds.find(([, pattern]) => pattern.test(extension))?.[0] ?? 'file';
}

/** What the page can show by itself. */
export function previewOf(item: DriveItem): 'text' | 'image' | undefined {
  const kind = kindOf(item);
  if (kind === 'text' || extensionOf(item.name) === 'csv') return 'text';
  return kind === 'image' && extensionOf(item.name) !== 'heic' ? 'image' : undefined;
}
