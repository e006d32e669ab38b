import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import {
  ClockFilled,
  ClockRegular,
  FolderPersonFilled,
  FolderPersonRegular,
  GlobeFilled,
  GlobeRegular,
  PeopleFilled,
  PeopleRegular,
} from '@fluentui/react-icons';
import { useCallback } from 'react';
import { hrefOf } from '../app/route.ts';
import { narrow } from '../app/use-narrow.ts';
import { detailOf, type Place } from './place.ts';
import { useFiles, useRead } from './use-files.ts';
import { sizeText } from './words.ts';

const useStyles = makeStyles({
  nav: {
    display: 'flex',
    flexDirection: 'column',
    width: '220px',
    flexShrink: 0,
    boxSizing: 'border-box',
    padding: '16px 8px',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    [narrow]: {
      width: '100%',
      padding: '4px',
      borderRight: 'none',
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: '2px',
    [narrow]: { display: 'flex', justifyContent: 'space-between' },
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    padding: '8px 10px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '&[aria-current]': {
      backgroundColor: tokens.colorNeutralBackground1Selected,
      fontWeight: tokens.fontWeightSemibold,
    },
    // Backgrounds are not kept in forced colours.
    '@media (forced-colors: active)': { '&[aria-current]': { outline: '2px solid Highlight' } },
    [narrow]: { padding: '6px 8px', gap: '4px', fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap' },
  },
  icon: {
    flexShrink: 0,
    color: tokens.colorBrandForeground1,
    [narrow]: { display: 'none' },
  },
  quota: {
    marginTop: 'auto',
    padding: '12px 10px 0',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    [narrow]: { display: 'none' },
  },
  bar: { marginBottom: '6px' },
});

const places = [
  { place: { kind: 'mine' }, label: 'My files', icon: FolderPersonRegular, on: FolderPersonFilled },
  { place: { kind: 'recent' }, label: 'Recent', icon: ClockRegular, on: ClockFilled },
  { place: { kind: 'shared' }, label: 'Shared', title: 'Shared with me', icon: PeopleRegular, on: PeopleFilled },
  { place: { kind: 'sites' }, label: 'Sites', icon: GlobeRegular, on: GlobeFilled },
] satisfies { place: Place; label: string; title?: string; icon: unknown; on: unknown }[];

/** The places at the left; above the list on a phone. @param current the one that what is shown belongs to */
export function PlacesNav({ current }: { current?: Place['kind'] }) {
  const styles = useStyles();
  return (
    <nav className={styles.nav} aria-label="Places of files">
      <ul className={styles.list}>
        {places.map(({ place, label, title, icon, on }) => {
          const selected = place.kind === current;
          const Icon = selected ? on : icon;
          return (
            <li key={label}>
              <a
                className={styles.link}
                href={hrefOf({ view: 'files', detail: detailOf(place) })}
                aria-current={selected ? 'page' : undefined}
              >
                <Icon className={styles.icon} fontSize={20} aria-hidden />
                {title ?? label}
              </a>
            </li>
          );
        })}
      </ul>
      <Quota />
    </nav>
  );
}

function Quota() {
  const styles = useStyles();
  const { api } = useFiles();
  const { value } = useRead(useCallback(() => api.myDrive(), [api]));
  const { used = 0, total = 0 } = value?.quota ?? {};
  if (total === 0) return null;
  // Whole percents: the exact share is written in a way that screen readers do not read.
  const share = Math.round((used / total) * 100) / 100;
  return (
    <div className={styles.quota}>
      <ProgressBar
        className={styles.bar}
        value={share}
        color={share > 0.9 ? 'error' : 'brand'}
        aria-label="Storage in use"
      />
      {sizeText(used)} of {sizeText(total)} used
    </div>
  );
}
