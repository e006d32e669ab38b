import {
  Button,
  makeStyles,
  mergeClasses,
  Toolbar,
  ToolbarToggleButton,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowLeftRegular,
  AttachRegular,
  DeleteRegular,
  ImportantFilled,
  ImportantRegular,
  SendFilled,
} from '@fluentui/react-icons';
import { useRef } from 'react';
import { narrow, useNarrow } from '../app/use-narrow.ts';
import type { Saving } from './draft-saver.ts';
import type { Message } from './message.ts';
import { PaneButtons } from './pane-slot.tsx';
import { savingText } from './use-draft.ts';

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px',
    padding: '10px 16px 6px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { padding: '6px 8px' },
  },
  toggles: { padding: 0 },
  saving: { marginLeft: 'auto', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  failed: { color: tokens.colorStatusDangerForeground1 },
});

interface Props {
  sending: boolean;
  importance: Message['importance'];
  saving: Saving;
  onSend(): void;
  onFiles(files: File[]): void;
  onImportance(importance: Message['importance']): void;
  onDiscard(): void;
  /** Another try after saving has failed. */
  onSave(): void;
  onBack(): void;
}

/** What can be done with a draft as a whole, and whether it is saved. */
export function ComposeTools(props: Props) {
  const { sending, importance, saving, onSend, onFiles, onImportance, onDiscard, onSave, onBack } = props;
  const styles = useStyles();
  const isNarrow = useNarrow();
  const picker = useRef<HTMLInputElement>(null);
  const isHigh = importance === 'high';
  return (
    <div className={styles.tools}>
      {isNarrow && (
        <Button appearance="subtle" icon={<ArrowLeftRegular />} aria-label="Back to the list" onClick={onBack} />
      )}
      <Button appearance="primary" icon={<SendFilled />} disabledFocusable={sending} onClick={onSend}>
        {sending ? 'Sending…' : 'Send'}
      </Button>
      <Button appearance="subtle" icon={<AttachRegular />} onClick={() => picker.current?.click()}>
        Attach
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <Toolbar
        className={styles.toggles}
        aria-label="Options"
        checkedValues={{ importance: isHigh ? ['high'] : [] }}
        onCheckedValueChange={(_, { checkedItems }) => onImportance(checkedItems.includes('high') ? 'high' : 'normal')}
      >
        <Tooltip content="High importance" relationship="label">
          <ToolbarToggleButton
            name="importance"
            value="high"
            appearance="subtle"
            icon={isHigh ? <ImportantFilled /> : <ImportantRegular />}
          />
        </Tooltip>
      </Toolbar>
      <Tooltip content="Discard the draft" relationship="label">
        <Button appearance="subtle" icon={<DeleteRegular />} onClick={onDiscard} />
      </Tooltip>
      <PaneButtons mode="compose" />
      <span className={mergeClasses(styles.saving, saving.state === 'failed' && styles.failed)} role="status">
        {savingText(saving)}
      </span>
      {saving.state === 'failed' && (
        <Button size="small" onClick={onSave}>
          Try again
        </Button>
      )}
    </div>
  );
}
