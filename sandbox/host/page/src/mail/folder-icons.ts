import {
  ArchiveFilled,
  ArchiveRegular,
  ChatFilled,
  ChatRegular,
  DeleteFilled,
  DeleteRegular,
  DraftsFilled,
  DraftsRegular,
  type FluentIcon,
  FolderFilled,
  FolderProhibitedFilled,
  FolderProhibitedRegular,
  FolderRegular,
  MailArrowUpFilled,
  MailArrowUpRegular,
  MailInboxFilled,
  MailInboxRegular,
  SendFilled,
  SendRegular,
} from '@fluentui/react-icons';
import type { FolderNode, WellKnown } from './folders.ts';

type Pair = [icon: FluentIcon, selected: FluentIcon];
const icons: Record<WellKnown, Pair> = {
  inbox: [MailInboxRegular, MailInboxFilled],
  drafts: [DraftsRegular, DraftsFilled],
  sentitems: [SendRegular, SendFilled],
  archive: [ArchiveRegular, ArchiveFilled],
  deleteditems: [DeleteRegular, DeleteFilled],
  junkemail: [FolderProhibitedRegular, FolderProhibitedFilled],
  outbox: [MailArrowUpRegular, MailArrowUpFilled],
  conversationhistory: [ChatRegular, ChatFilled],
};

export const iconsOf = ({ wellKnown }: FolderNode): Pair =>
  wellKnown ? icons[wellKnown] : [FolderRegular, FolderFilled];
