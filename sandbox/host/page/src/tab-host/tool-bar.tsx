import {
  Button,
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Select,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import { AppsRegular, ArrowClockwiseRegular, DarkThemeRegular, KeyRegular, OpenRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { narrow, useNarrow } from '../app/use-narrow.ts';
import type { HostTheme } from './context.ts';
import { hosts } from './hosts.ts';
import { type HostSettings, themes } from './settings.ts';
import { signInModes } from './sign-in.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: '4px',
    padding: '6px 12px',
    [narrow]: { padding: '4px 8px' },
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  icon: { borderRadius: tokens.borderRadiusMedium, flexShrink: 0 },
  title: {
    margin: '0 8px 0 4px',
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground1,
    // The view's name says it already, and there is little room.
    [narrow]: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  },
  places: { minWidth: 0, flexShrink: 1 },
  menus: { display: 'flex', alignItems: 'center', gap: '2px', marginLeft: 'auto' },
});

export interface PlaceChoice {
  /** '' is the personal app; else the channel's id. */
  id: string;
  label: string;
}

/** The app's name and where it is shown; and how the host behaves. */
export function ToolBar(props: {
  name: string;
  /** Address of a picture. */
  icon: string;
  places: PlaceChoice[];
  place: string;
  onPlace(id: string): void;
  settings: HostSettings;
  onSettings(change: Partial<HostSettings>): void;
  onReload(): void;
  address: string;
}) {
  const styles = useStyles();
  const { name, icon, places, place, onPlace, settings, onSettings, onReload, address } = props;
  return (
    <div className={styles.bar}>
      <img className={styles.icon} src={icon} alt="" width={24} height={24} />
      <h2 className={styles.title}>{name}</h2>
      <Select
        className={styles.places}
        size="small"
        aria-label="Where the tab is"
        value={place}
        onChange={(_, { value }) => onPlace(value)}
      >
        {places.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </Select>
      <div className={styles.menus}>
        <Choice
          name="Host"
          icon={<AppsRegular />}
          options={Object.entries(hosts).map(([id, { label }]) => [id, label])}
          value={settings.host}
          onChoose={(host) => onSettings({ host: host as HostSettings['host'] })}
        />
        <Choice
          name="Theme"
          icon={<DarkThemeRegular />}
          options={Object.entries(themes)}
          value={settings.theme}
          onChoose={(theme) => onSettings({ theme: theme as HostTheme })}
        />
        <Choice
          name="Single sign-on"
          icon={<KeyRegular />}
          options={Object.entries(signInModes).map(([id, { label }]) => [id, label])}
          value={settings.signIn}
          onChoose={(signIn) => onSettings({ signIn: signIn as HostSettings['signIn'] })}
        />
        <Tooltip content="Load the tab again" relationship="label">
          <Button appearance="subtle" size="small" icon={<ArrowClockwiseRegular />} onClick={onReload} />
        </Tooltip>
        <Tooltip content="Open the page by itself" relationship="label">
          <Button
            as="a"
            appearance="subtle"
            size="small"
            icon={<OpenRegular />}
            href={address}
            target="_blank"
            rel="noreferrer noopener"
          />
        </Tooltip>
      </div>
    </div>
  );
}

/** One of a few, in a menu; its button says which, where there is room. */
function Choice(props: {
  name: string;
  icon: ReactElement;
  options: [string, string][];
  value: string;
  onChoose(value: string): void;
}) {
  const { name, icon, options, value, onChoose } = props;
  const isNarrow = useNarrow();
  const current = options.find(([id]) => id === value)?.[1] ?? '';
  return (
    <Menu
      positioning="below-end"
      checkedValues={{ choice: [value] }}
      onCheckedValueChange={(_, { checkedItems }) => onChoose(checkedItems[0] ?? value)}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle" size="small" icon={icon} aria-label={`${name}: ${current}`}>
          {isNarrow ? undefined : current}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {options.map(([id, label]) => (
            <MenuItemRadio key={id} name="choice" value={id}>
              {label}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
