import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Overflow,
  OverflowItem,
  Tab,
  TabList,
  tokens,
  useIsOverflowItemVisible,
  useOverflowMenu,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import type { View } from './views.ts';

const useStyles = makeStyles({
  nav: {
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    paddingInline: tokens.spacingHorizontalXS,
    flexShrink: 0,
    minWidth: 0,
  },
  // The measured row: what does not fit goes into the menu.
  row: { minWidth: 0, overflow: 'hidden', alignItems: 'center' },
});

interface NavProps {
  views: View[];
  selected: string;
  show(view: string): void;
}

/** The views as tabs; those for which there is no room are in a menu, and the one that is shown never is. */
export function Nav({ views, selected, show }: NavProps) {
  const styles = useStyles();
  return (
    <nav aria-label="Views" className={styles.nav}>
      <Overflow minimumVisible={1} padding={40}>
        <TabList className={styles.row} selectedValue={selected} onTabSelect={(_, { value }) => show(String(value))}>
          {views.map(({ id, title, icon: Icon }) => (
            <OverflowItem key={id} id={id} priority={id === selected ? 2 : 1}>
              <Tab value={id} icon={<Icon />}>
                {title}
              </Tab>
            </OverflowItem>
          ))}
          <More views={views} show={show} />
        </TabList>
      </Overflow>
    </nav>
  );
}

function More({ views, show }: Omit<NavProps, 'selected'>) {
  const { ref, isOverflowing, overflowCount } = useOverflowMenu<HTMLButtonElement>();
  if (!isOverflowing) return null;
  return (
    <Menu hasIcons>
      <MenuTrigger disableButtonEnhancement>
        <Button
          ref={ref}
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label={`${overflowCount} more views`}
          role="tab"
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {views.map((view) => (
            <Hidden key={view.id} view={view} show={show} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Hidden({ view: { id, title, icon: Icon }, show }: { view: View; show(view: string): void }) {
  if (useIsOverflowItemVisible(id)) return null;
  return (
    <MenuItem icon={<Icon />} onClick={() => show(id)}>
      {title}
    </MenuItem>
  );
}
