import { useCallback } from 'react';
import { useSession } from '../session/session.tsx';
import type { Place } from './place.ts';
import type { TrailStep } from './trail.tsx';
import { useFiles, useRead } from './use-files.ts';

export interface Home {
  /** The place at the left that it belongs to. */
  kind: 'mine' | 'recent' | 'shared' | 'sites';
  /** What comes before the drive's own folders in the way to it. */
  lead: TrailStep[];
}

/** Where what is shown belongs: one's own files, somebody else's, or a site. Undefined until that is known. */
export function useHome(place: Place): Home | undefined {
  const { api } = useFiles();
  const { me } = useSession();
  const driveId = place.kind === 'item' ? place.at.drive : undefined;
  const { value } = useRead(
    useCallback(async (): Promise<Home | undefined> => {
      if (driveId === undefined) return undefined;
      // Of somebody else's drive perhaps nothing but one item can be read.
      const drive = await api.drive(driveId).catch(() => undefined);
      if (drive?.owner?.user?.id === me.id) return { kind: 'mine', lead: [] };
      if (drive?.driveType !== 'documentLibrary')
        return { kind: 'shared', lead: [{ name: 'Shared with me', detail: 'shared' }] };
      const sites = { name: 'Sites', detail: 'sites' };
      const site = await api.siteOf(drive).catch(() => undefined);
      const own = site && { name: site.displayName ?? site.name ?? 'Site', detail: `site:${site.id}` };
      return { kind: 'sites', lead: own ? [sites, own] : [sites] };
    }, [api, driveId, me.id]),
  );
  switch (place.kind) {
    case 'item':
      return value;
    case 'site':
      return { kind: 'sites', lead: [] };
    case 'url':
      return undefined;
    default:
      return { kind: place.kind, lead: [] };
  }
}
