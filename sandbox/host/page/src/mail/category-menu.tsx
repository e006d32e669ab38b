import {
  Menu,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ToolbarButton,
  Tooltip,
} from '@fluentui/react-components';
import { TagRegular } from '@fluentui/react-icons';
import { CategoryDot, colorOf } from './category-chips.tsx';
import type { Message } from './message.ts';
import { useMail } from './use-mail.ts';

interface Props {
  messages: readonly Message[];
  onChange(name: string, isSet: boolean): void;
}

/** The mailbox's categories; checked are those that all of the messages are in. */
export function CategoryMenu({ messages, onChange }: Props) {
  const { categories } = useMail();
  const own = messages.flatMap((m) => m.categories);
  const names = [...new Set([...categories.map(({ displayName }) => displayName), ...own])];
  const checked = names.filter((name) => messages.every((m) => m.categories.includes(name)));
  return (
    <Menu
      checkedValues={{ category: checked }}
      onCheckedValueChange={(_, { checkedItems }) => {
        for (const name of names)
          if (checkedItems.includes(name) !== checked.includes(name)) onChange(name, checkedItems.includes(name));
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content="Categorize" relationship="label">
          <ToolbarButton icon={<TagRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {names.map((name) => (
            <MenuItemCheckbox
              key={name}
              name="category"
              value={name}
              icon={<CategoryDot color={colorOf(categories, name)} />}
            >
              {name}
            </MenuItemCheckbox>
          ))}
          {names.length === 0 && <MenuItem disabled>This mailbox has no categories</MenuItem>}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
