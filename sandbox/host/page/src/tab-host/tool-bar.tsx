import {
  Button,
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
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
  menus: { display: 'flex', alignItems: 'center', gap: '2px', marginLeft: 'auto' },
});

/** The app's name, and how the host behaves. */
export function ToolBar(props: {
  name: string;
  /** Address of a picture. */
  icon: string;
  /** Teams alone shows what is pinned in a channel or chat. */
  isPinned: boolean;
  settings: HostSettings;
  onSettings(change: Partial<HostSettings>): void;
  onReload(): void;
  address: string;
}) {
  const styles = useStyles();
  const { name, icon, isPinned, settings, onSettings, onReload, address } = props;
  return (
    <div className={styles.bar}>
      <img className={styles.icon} src={icon} alt="" width={24} height={24} />
      <h2 className={styles.title}>{name}</h2>
      <div className={styles.menus}>
        {isPinned ? null : (
          <Choice
            name="Host"
            icon={<AppsRegular />}
            options={Object.entries(hosts).map(([id, { label }]) => [id, label])}
            value={settings.host}
            onChoose={(host) => onSettings({ host: host as HostSettings['host'] })}
          />
        )}
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
