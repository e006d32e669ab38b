import type { Site } from '@aide/contracts/files';
import { Body1, Caption1, Link, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { GlobeRegular, LibraryRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { useLoad } from '../../app/use-load.ts';
import { Empty } from '../../components/empty.tsx';
import { FileSkeleton } from './file-list.tsx';
import { goOn, type Place, wayTo } from './place.ts';
import { Way } from './way.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  icon: { fontSize: '24px', lineHeight: 0, color: tokens.colorNeutralForeground2 },
  text: { display: 'grid', justifyItems: 'start', minWidth: 0 },
  minor: { color: tokens.colorNeutralForeground2 },
});

/** Finds SharePoint sites by name: Graph lists none without a word to look for. */
export function Sites({ place, go }: { place: Extract<Place, { at: 'sites' }>; go(to: Place): void }) {
  const styles = useStyles();
  const { api } = useSession();
  const [text, setText] = useState(place.text ?? '');
  const wanted = place.text;
  const { value, error, loading, reload } = useLoad(`sites ${wanted}`, async (signal) =>
    wanted ? api.query<{ sites: Site[] }>('files.sites', { text: wanted, top: 25 }, signal) : { sites: [] },
  );
  return (
    <div className={styles.page}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go(text.trim() ? { at: 'sites', text: text.trim() } : { at: 'sites' });
        }}
      >
        <SearchBox
          aria-label="Find a site"
          placeholder="Name of a site"
          value={text}
          onChange={(_, data) => setText(data.value)}
        />
      </form>
      {value === undefined || loading ? loading ? <FileSkeleton /> : <Problem error={error} retry={reload} /> : null}
      {value && error !== undefined ? <Problem error={error} retry={reload} /> : null}
      {value && !loading && value.sites.length === 0 ? (
        <Empty
          icon={GlobeRegular}
          title={wanted ? `No site found for “${wanted}”` : 'Find a site'}
          text="Type a part of its name and press Enter, to see its document libraries."
        />
      ) : null}
      {value && value.sites.length > 0 ? (
        <ul className={styles.list} aria-label="Sites">
          {value.sites.map((site) => (
            <Row
              key={site.siteId}
              icon="site"
              name={site.name}
              about={site.description ?? site.webUrl}
              open={() => go(goOn({ at: 'sites' }, { name: site.name, place: { at: 'site', siteId: site.siteId } }))}
            />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** The document libraries of a site. */
export function SiteLibraries({ siteId, go }: { siteId: string; go(to: Place): void }) {
  const styles = useStyles();
  const { api } = useSession();
  const place: Place = { at: 'site', siteId };
  const { value, error, loading, reload } = useLoad(`libraries ${siteId}`, (signal) =>
    api.query<{ drives: { driveId: string; name: string; webUrl?: string }[] }>('files.drives', { siteId }, signal),
  );
  return (
    <div className={styles.page}>
      <Way
        steps={
          wayTo(place) ?? [
            { name: 'Sites', place: { at: 'sites' } },
            { name: 'Site', place },
          ]
        }
        go={go}
      />
      {value === undefined ? loading ? <FileSkeleton /> : <Problem error={error} retry={reload} /> : null}
      {value && value.drives.length === 0 ? <Body1>This site has no document library.</Body1> : null}
      <ul className={styles.list} aria-label="Libraries">
        {value?.drives.map(({ driveId, name }) => (
          <Row
            key={driveId}
            icon="library"
            name={name}
            open={() => go(goOn(place, { name, place: { at: 'folder', driveId, itemId: 'root' } }))}
          />
        ))}
      </ul>
    </div>
  );
}

function Row(props: { icon: 'site' | 'library'; name: string; about?: string; open(): void }) {
  const styles = useStyles();
  const Icon = props.icon === 'site' ? GlobeRegular : LibraryRegular;
  return (
    <li className={styles.row}>
      <span aria-hidden className={styles.icon}>
        <Icon />
      </span>
      <div className={styles.text}>
        <Link as="button" onClick={props.open}>
          {props.name}
        </Link>
        {props.about ? <Caption1 className={styles.minor}>{props.about}</Caption1> : null}
      </div>
    </li>
  );
}
