import {
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  ToolbarButton,
  Tooltip,
} from '@fluentui/react-components';
import { FolderArrowRightRegular } from '@fluentui/react-icons';
import { iconsOf } from './folder-icons.ts';
import type { FolderNode } from './folders.ts';
import type { Message } from './message.ts';
import { useMail } from './use-mail.ts';

const useStyles = makeStyles({ popover: { maxHeight: '60vh', overflowY: 'auto' } });

/** Nobody puts mail there by hand. */
const notByHand = new Set<string | undefined>(['drafts', 'outbox', 'conversationhistory']);

/** The folders that these messages can go to. */
export function useTargets(messages: readonly Message[]): FolderNode[] {
  const { folders } = useMail();
  return folders.filter(
    ({ id, wellKnown }) => !notByHand.has(wellKnown) && messages.some((m) => m.parentFolderId !== id),
  );
}

export function MoveMenu({ messages, onMove }: { messages: readonly Message[]; onMove(to: FolderNode): void }) {
  const styles = useStyles();
  const targets = useTargets(messages);
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content="Move to" relationship="label">
          <ToolbarButton icon={<FolderArrowRightRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList>
          {targets.map((folder) => {
            const [Icon] = iconsOf(folder);
            return (
              <MenuItem
                key={folder.id}
                icon={<Icon />}
                style={{ paddingLeft: 6 + 16 * folder.depth }}
                onClick={() => onMove(folder)}
              >
                {folder.displayName}
              </MenuItem>
            );
          })}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
