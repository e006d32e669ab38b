import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { DateTime } from 'luxon';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createGraph } from '../api/graph.ts';
import { narrow } from '../app/use-narrow.ts';
import { go } from '../app/use-route.ts';
import { useMinute } from '../session/clock.ts';
import { useSession } from '../session/session.tsx';
import { useGraphWrites } from '../session/use-graph-writes.ts';
import { Details } from './details.tsx';
import { createFilesApi, filesScopes } from './files-api.ts';
import { Finds } from './finds.tsx';
import { Anywhere, Follow, MyFiles } from './open.tsx';
import { detailOf, type Place, parsePlace } from './place.ts';
import { PlacesNav } from './places-nav.tsx';
import { Site, Sites } from './sites.tsx';
import { FilesProvider } from './use-files.ts';
import { useHome } from './use-home.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexGrow: 1, minWidth: 0, [narrow]: { flexDirection: 'column' } },
  main: { display: 'flex', flexGrow: 1, minWidth: 0, minHeight: 0 },
  covered: { [narrow]: { display: 'none' } },
});

/** A person's OneDrive and SharePoint, read from Graph as Microsoft's web client reads it. */
export default function FilesPage({ detail }: { detail?: string }) {
  const { tenant, tokens, clock, me } = useSession();
  const zone = me.timeZone;
  const api = useMemo(
    () => createFilesApi(createGraph(tenant.graph, () => tokens(filesScopes), window.fetch.bind(window))),
    [tenant, tokens],
  );
  const [revision, setRevision] = useState(0);
  const changed = useCallback(() => setRevision((n) => n + 1), []);
  useGraphWrites(changed);
  // Times of files are told by the day: no need to write ten thousand of them again each minute.
  const now = DateTime.fromMillis(useMinute(clock), { zone }).startOf('day').toMillis();
  const view = useMemo(() => ({ api, revision, changed, zone, now }), [api, revision, changed, zone, now]);
  return (
    <FilesProvider value={view}>
      <Places place={parsePlace(detail)} />
    </FilesProvider>
  );
}

function Places({ place }: { place: Place }) {
  const styles = useStyles();
  const home = useHome(place);
  const selected = 'selected' in place ? place.selected : undefined;
  const main = useRef<HTMLDivElement>(null);
  const last = useRef(selected);
  useEffect(() => {
    // Back to the row whose details were open.
    if (last.current && !selected)
      main.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(last.current.item)}"] a`)?.focus();
    last.current = selected;
  }, [selected]);
  const close = (replace: boolean) => go({ view: 'files', detail: detailOf(without(place)) }, replace);
  return (
    <div className={styles.page}>
      <PlacesNav current={home?.kind} />
      <div ref={main} className={mergeClasses(styles.main, selected && styles.covered)}>
        <Shown place={place} lead={home?.lead ?? []} />
      </div>
      {selected && (
        <Details
          key={`${selected.drive}:${selected.item}`}
          at={selected}
          onClose={() => close(false)}
          onGone={() => close(true)}
        />
      )}
    </div>
  );
}

const without = (place: Place): Place => ('selected' in place ? { ...place, selected: undefined } : place);

function Shown({ place, lead }: { place: Place; lead: { name: string; detail?: string }[] }) {
  switch (place.kind) {
    case 'mine':
      return <MyFiles place={place} />;
    case 'recent':
    case 'shared':
      return <Finds key={place.kind} place={place} />;
    case 'sites':
      return <Sites />;
    case 'site':
      return <Site key={place.site} id={place.site} />;
    case 'item':
      return <Anywhere key={`${place.at.drive}:${place.at.item}`} place={place} lead={lead} />;
    case 'url':
      return <Follow key={place.url} url={place.url} />;
  }
}
