import { Avatar, makeStyles, tokens } from '@fluentui/react-components';
import { GlobeRegular, LibraryRegular } from '@fluentui/react-icons';
import { useCallback } from 'react';
import { hrefOf } from '../app/route.ts';
import type { Reading as ReadingOf } from '../session/use-reading.ts';
import { Screen } from './screen.tsx';
import { Empty, Failed, Reading } from './states.tsx';
import { useFiles, useRead } from './use-files.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: '8px 16px 24px',
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
    gap: '12px',
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    boxSizing: 'border-box',
    height: '100%',
    padding: '12px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, boxShadow: tokens.shadow4 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  text: { minWidth: 0, overflowWrap: 'anywhere' },
  name: { display: 'block', fontWeight: tokens.fontWeightSemibold },
  about: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  icon: { flexShrink: 0, color: tokens.colorBrandForeground1 },
});

/** The sites that the person may open. */
export function Sites() {
  const { api } = useFiles();
  const reading = useRead(useCallback(() => api.sites(), [api]));
  return (
    <Screen steps={[{ name: 'Sites' }]}>
      <Tiles
        label="Sites"
        reading={reading}
        empty="No site is open to you"
        of={(site) => ({
          name: site.displayName ?? site.name ?? site.id,
          about: site.description,
          detail: `site:${site.id}`,
        })}
      />
    </Screen>
  );
}

/** A site's libraries. */
export function Site({ id }: { id: string }) {
  const { api } = useFiles();
  const site = useRead(useCallback(() => api.site(id), [api, id]));
  const reading = useRead(useCallback(() => api.libraries(id), [api, id]));
  return (
    <Screen steps={[{ name: 'Sites', detail: 'sites' }, { name: site.value?.displayName ?? 'Site' }]}>
      <Tiles
        label="Libraries"
        reading={reading}
        empty="This site has no library"
        of={(drive) => ({
          name: drive.name ?? 'Documents',
          about: drive.description,
          detail: `${drive.id}:root`,
          isLibrary: true,
        })}
      />
    </Screen>
  );
}

interface Tile {
  name: string;
  about?: string;
  detail: string;
  isLibrary?: boolean;
}

function Tiles<T>(props: { label: string; reading: ReadingOf<T[]>; empty: string; of(one: T): Tile }) {
  const styles = useStyles();
  const { value, error, again } = props.reading;
  if (!value) return error ? <Failed error={error} again={again} /> : <Reading label={`Reading ${props.label}`} />;
  if (value.length === 0) return <Empty icon={GlobeRegular} title={props.empty} />;
  return (
    <ul className={styles.list} aria-label={props.label}>
      {value.map(props.of).map(({ name, about, detail, isLibrary }) => (
        <li key={detail}>
          <a className={styles.link} href={hrefOf({ view: 'files', detail })}>
            {isLibrary ? (
              <LibraryRegular className={styles.icon} fontSize={28} aria-hidden />
            ) : (
              <Avatar name={name} color="colorful" shape="square" size={40} aria-hidden />
            )}
            <span className={styles.text}>
              <span className={styles.name}>{name}</span>
              {about && <span className={styles.about}>{about}</span>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
