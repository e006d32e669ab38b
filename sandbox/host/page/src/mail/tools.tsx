import { Button, makeStyles, Toolbar, ToolbarButton, ToolbarDivider, Tooltip } from '@fluentui/react-components';
import {
  ArchiveRegular,
  ArrowForwardRegular,
  ArrowReplyAllRegular,
  ArrowReplyRegular,
  DeleteRegular,
  FlagFilled,
  FlagRegular,
  type FluentIcon,
  MailReadRegular,
  MailUnreadRegular,
} from '@fluentui/react-icons';
import { narrow, useNarrow } from '../app/use-narrow.ts';
import { CategoryMenu } from './category-menu.tsx';
import type { FullMessage, Message } from './message.ts';
import { MoveMenu } from './move-menu.tsx';
import { PaneButtons } from './pane-slot.tsx';
import { useActions } from './use-actions.ts';
import { useMail } from './use-mail.ts';

const useStyles = makeStyles({
  tools: { flexWrap: 'wrap', padding: '4px 12px', [narrow]: { padding: '0 4px' } },
});

interface Props {
  /** What is deleted, moved and put into categories. */
  messages: readonly Message[];
  /** What is answered and flagged. */
  newest: FullMessage;
  /** These are to stay unread although they are open. */
  onUnread(messages: readonly Message[]): void;
  /** They went elsewhere. */
  onGone(): void;
}

/** What can be done with an open conversation. */
export function ConversationTools({ messages, newest, onUnread, onGone }: Props) {
  const styles = useStyles();
  const isNarrow = useNarrow();
  const { folders } = useMail();
  const actions = useActions();
  const isFlagged = messages.some((m) => m.flag.flagStatus === 'flagged');
  const isUnread = messages.some((m) => !m.isRead);
  const archive = folders.find(({ wellKnown }) => wellKnown === 'archive');
  const bin = folders.find(({ wellKnown }) => wellKnown === 'deleteditems');
  const inBin = messages.every((m) => m.parentFolderId === bin?.id);
  const gone = async (work: Promise<boolean>) => {
    if (await work) onGone();
  };
  return (
    <Toolbar className={styles.tools} size="small" aria-label="Conversation">
      <Tool icon={ArrowReplyRegular} label="Reply" text={!isNarrow} onClick={() => actions.answer(newest, 'reply')} />
      <Tool icon={ArrowReplyAllRegular} label="Reply all" onClick={() => actions.answer(newest, 'replyAll')} />
      <Tool icon={ArrowForwardRegular} label="Forward" onClick={() => actions.answer(newest, 'forward')} />
      <ToolbarDivider />
      <Tool
        icon={DeleteRegular}
        label={inBin ? 'Delete for good' : 'Delete'}
        onClick={() => gone(actions.remove(messages, inBin))}
      />
      {archive && messages.some((m) => m.parentFolderId !== archive.id) && (
        <Tool icon={ArchiveRegular} label="Archive" onClick={() => gone(actions.move(messages, archive))} />
      )}
      <MoveMenu messages={messages} onMove={(to) => gone(actions.move(messages, to))} />
      <CategoryMenu messages={messages} onChange={(name, isSet) => actions.categorize(messages, name, isSet)} />
      <Tool
        icon={isFlagged ? FlagFilled : FlagRegular}
        label={isFlagged ? 'Take the flag away' : 'Flag'}
        onClick={() => actions.flag(isFlagged ? messages : [newest], isFlagged ? 'notFlagged' : 'flagged')}
      />
      <Tool
        icon={isUnread ? MailReadRegular : MailUnreadRegular}
        label={isUnread ? 'Mark as read' : 'Mark as unread'}
        onClick={() => {
          onUnread(messages);
          return actions.markRead(messages, isUnread);
        }}
      />
      <PaneButtons mode="read" />
    </Toolbar>
  );
}

interface ToolProps {
  icon: FluentIcon;
  label: string;
  /** The label stands beside the icon. */
  text?: boolean;
  onClick(): unknown;
}

/** An icon that says what it does. */
export function Tool({ icon: Icon, label, text, onClick }: ToolProps) {
  if (text)
    return (
      <ToolbarButton icon={<Icon />} onClick={() => void onClick()}>
        {label}
      </ToolbarButton>
    );
  return (
    <Tooltip content={label} relationship="label">
      <ToolbarButton icon={<Icon />} onClick={() => void onClick()} />
    </Tooltip>
  );
}

/** The same outside of a toolbar. */
export function IconButton({ icon: Icon, label, onClick }: Omit<ToolProps, 'text'>) {
  return (
    <Tooltip content={label} relationship="label">
      <Button appearance="subtle" size="small" icon={<Icon />} onClick={() => void onClick()} />
    </Tooltip>
  );
}
