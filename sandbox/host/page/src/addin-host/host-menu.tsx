import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { SettingsRegular } from '@fluentui/react-icons';
import { Fragment } from 'react';
import { signInModes } from './bridge.ts';
import { clients, type HostSettings } from './settings.ts';

const choices = [
  { name: 'client', title: 'Host', options: clients },
  { name: 'signIn', title: 'Single sign-on', options: signInModes },
] as const;

/** Which Outlook this page is, and how its sign-in behaves. The add-in starts anew then. */
export function HostMenu(props: { settings: HostSettings; onSettings(change: Partial<HostSettings>): void }) {
  const { settings, onSettings } = props;
  return (
    <Menu
      positioning="below-end"
      checkedValues={{ client: [settings.client], signIn: [settings.signIn] }}
      onCheckedValueChange={(_, { name, checkedItems }) => onSettings({ [name]: checkedItems[0] })}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content="How the host behaves" relationship="label">
          <Button appearance="subtle" size="small" icon={<SettingsRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {choices.map(({ name, title, options }, i) => (
            <Fragment key={name}>
              {i > 0 && <MenuDivider />}
              <MenuGroup>
                <MenuGroupHeader>{title}</MenuGroupHeader>
                {Object.entries(options).map(([value, { label }]) => (
                  <MenuItemRadio key={value} name={name} value={value}>
                    {label}
                  </MenuItemRadio>
                ))}
              </MenuGroup>
            </Fragment>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
