import type { File, SearchOutput } from '@aide/contracts/files';
import { ClockRegular, PeopleRegular, SearchRegular } from '@fluentui/react-icons';
import type { Api } from '../../api.ts';
import { useSession } from '../../app/session.ts';
import { Empty } from '../../components/empty.tsx';
import { FileList } from './file-list.tsx';
import type { Doing } from './use-file-actions.tsx';
import { type PageOf, usePages } from './use-pages.ts';

export interface About {
  open(file: File): void;
  act(doing: Doing, file: File): void;
  /** Another one: read again. */
  turn: number;
}

const top = 25;

/** A page of a search; `next` is how many to pass over. */
async function found(api: Api, query: string, input: object, next: string | undefined, signal: AbortSignal) {
  const from = Number(next ?? 0);
  const { files, more, connectUrl } = await api.query<SearchOutput>(query, { ...input, from, top }, signal);
  return { files, connectUrl, ...(more ? { next: String(from + top) } : {}) } satisfies PageOf;
}

const narrowed =
  'Only your own OneDrive is looked through. Allow Aide to see what is shared with you and lies in sites as well.';

export function Recent({ turn, ...about }: About) {
  const { api } = useSession();
  const pages = usePages('recent', (next, signal) => found(api, 'files.recent', {}, next, signal), turn);
  const empty = (
    <Empty
      icon={ClockRegular}
      title="Nothing was changed lately"
      text="Files that you and your colleagues change are listed here. Upload one with the button above, or drop it on this page."
    />
  );
  return <FileList pages={pages} label="Recent files" where narrowed={narrowed} empty={empty} {...about} />;
}

export function Shared({ turn, ...about }: About) {
  const { api } = useSession();
  const pages = usePages('shared', (next, signal) => found(api, 'files.sharedWithMe', {}, next, signal), turn);
  const empty = (
    <Empty
      icon={PeopleRegular}
      title="Nothing is shared with you"
      text="When colleagues share a file with you, it is listed here. It can take some minutes until the search knows of it."
    />
  );
  return <FileList pages={pages} label="Files shared with you" where empty={empty} {...about} />;
}

export function Found({ text, turn, ...about }: About & { text: string }) {
  const { api } = useSession();
  const pages = usePages(`search ${text}`, (next, signal) => found(api, 'files.search', { text }, next, signal), turn);
  const empty = (
    <Empty
      icon={SearchRegular}
      title={`Nothing found for “${text}”`}
      text="Names and contents are searched. Try fewer words, or the beginning of a word."
    />
  );
  return (
    <FileList pages={pages} label={`Files found for ${text}`} where narrowed={narrowed} empty={empty} {...about} />
  );
}
