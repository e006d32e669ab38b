import { Caption1, Field, makeStyles, mergeClasses, Textarea, tokens } from '@fluentui/react-components';
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import type { Draft } from './draft.ts';
import { mentionAt, putMention } from './mention-query.ts';
import { type MentionOption, useMentionOptions } from './use-mention-options.ts';

const useStyles = makeStyles({
  box: { position: 'relative', display: 'grid' },
  list: {
    position: 'absolute',
    zIndex: 10,
    top: '100%',
    insetInlineStart: 0,
    insetInlineEnd: 0,
    maxWidth: '24rem',
    margin: 0,
    padding: tokens.spacingHorizontalXS,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
  },
  option: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    // In high contrast what is marked is dark on light: all of its text has to be.
    color: tokens.colorNeutralForeground1Selected,
    '& > *': { color: 'inherit' },
  },
  about: { color: tokens.colorNeutralForeground2 },
});

interface Props {
  draft: Draft;
  change(part: Partial<Draft>): void;
  /** Pictures that were pasted. */
  addImages(files: File[]): void;
}

/** The text, with people, the channel, the team and tags to choose after an @. */
export function TextEditor({ draft, change, addImages }: Props) {
  const styles = useStyles();
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number>();
  const [marked, setMarked] = useState(0);
  const { text, mentions, to } = draft;
  const settled = mentions.flatMap((mention) => mention.text ?? []);
  const query = caret === undefined ? undefined : mentionAt(text, caret, settled);
  const { options, tagsError, reloadTags } = useMentionOptions(query, to);
  const open = query !== undefined && options.length > 0;
  const active = Math.min(marked, options.length - 1);

  const choose = ({ mention }: MentionOption) => {
    if (!query || caret === undefined) return;
    const put = putMention(text, caret, query, mention.text);
    change({ text: put.text, mentions: [...mentions.filter((m) => m.text !== mention.text), mention] });
    setCaret(undefined);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(put.caret, put.caret);
    });
  };
  const count = options.length;
  const act = (key: string): boolean => {
    if (key === 'ArrowDown') setMarked((active + 1) % count);
    else if (key === 'ArrowUp') setMarked((active + count - 1) % count);
    else if (key === 'Enter' || key === 'Tab') choose(options[active]!);
    else if (key === 'Escape') setCaret(undefined);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open || event.nativeEvent.isComposing || !act(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPaste = (event: ClipboardEvent) => {
    const pictures = [...event.clipboardData.files].filter((file) => file.type.startsWith('image/'));
    if (pictures.length === 0) return;
    event.preventDefault();
    addImages(pictures);
  };
  return (
    <>
      <div className={styles.box}>
        <Field label="Text" hint="Type @ to mention. **bold**, *italic*, lists and links are understood.">
          <Textarea
            textarea={{
              ref: area,
              'aria-autocomplete': 'list',
              'aria-haspopup': 'listbox',
              'aria-controls': open ? listId : undefined,
              'aria-activedescendant': open ? `${listId}-${active}` : undefined,
            }}
            value={text}
            resize="vertical"
            rows={7}
            onChange={({ target }, data) => {
              change({ text: data.value });
              setCaret(target.selectionStart);
              setMarked(0);
            }}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={() => setCaret(undefined)}
          />
        </Field>
        {open ? (
          <div role="listbox" id={listId} aria-label="Mention" className={styles.list}>
            {options.map((option, index) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text; it is marked by aria-activedescendant
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text
              <div
                key={option.key}
                role="option"
                id={`${listId}-${index}`}
                aria-selected={index === active}
                className={mergeClasses(styles.option, index === active && styles.active)}
                // Before the text loses the focus, and the list with it.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(option)}
              >
                {option.label}
                <Caption1 className={styles.about}>{option.about}</Caption1>
              </div>
            ))}
          </div>
        ) : null}
      </div>
      {query && tagsError !== undefined ? <Problem error={tagsError} retry={reloadTags} /> : null}
    </>
  );
}
