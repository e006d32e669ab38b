import { makeStyles, Toolbar, ToolbarButton, ToolbarDivider, Tooltip, tokens } from '@fluentui/react-components';
import {
  type FluentIcon,
  TextBoldRegular,
  TextBulletListRegular,
  TextClearFormattingRegular,
  TextItalicRegular,
  TextNumberListLtrRegular,
  TextQuoteRegular,
  TextUnderlineRegular,
} from '@fluentui/react-icons';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { narrow } from '../app/use-narrow.ts';
import { announceEditor } from './open-editor.ts';
import { editableHtml, writtenHtml } from './safe-html.ts';

const useStyles = makeStyles({
  tools: { flexWrap: 'wrap', padding: '2px 12px', [narrow]: { padding: 0 } },
  text: {
    minHeight: '140px',
    padding: '8px 20px',
    fontSize: tokens.fontSizeBase300,
    lineHeight: '1.45',
    overflowWrap: 'anywhere',
    outline: 'none',
    // The caret says where one is; the line below that it is here.
    borderBottom: '2px solid transparent',
    ':focus-visible': { borderBottomColor: tokens.colorCompoundBrandStroke },
    '&:empty::before': { content: 'attr(data-placeholder)', color: tokens.colorNeutralForeground3 },
    '& img': { maxWidth: '100%' },
    '& blockquote': { margin: '0 0 0 8px', paddingLeft: '10px', borderLeft: `3px solid ${tokens.colorNeutralStroke1}` },
    '& a': { color: tokens.colorBrandForegroundLink },
    [narrow]: { padding: '8px 12px' },
  },
});

const formats: [command: string, label: string, icon: FluentIcon, value?: string][] = [
  ['bold', 'Bold', TextBoldRegular],
  ['italic', 'Italic', TextItalicRegular],
  ['underline', 'Underline', TextUnderlineRegular],
  ['insertUnorderedList', 'Bullets', TextBulletListRegular],
  ['insertOrderedList', 'Numbering', TextNumberListLtrRegular],
  ['formatBlock', 'Quote', TextQuoteRegular, 'blockquote'],
  ['removeFormat', 'Clear formatting', TextClearFormattingRegular],
];

interface Props {
  /** HTML to begin with. */
  first: string;
  /** Data addresses of pictures in it, by content id. */
  inline: ReadonlyMap<string, string>;
  autoFocus?: boolean;
  onChange(html: string): void;
  /** Files that were pasted. */
  onFiles(files: File[]): void;
}

/** Where one writes: text with its simplest forms. What is pasted keeps no more than these. */
export function Editor({ first, inline, autoFocus, onChange, onFiles }: Props) {
  const styles = useStyles();
  const text = useRef<HTMLDivElement>(null);
  const begin = useRef({ first, inline, autoFocus });
  // React leaves the inside alone: the browser's own editing works on it.
  useLayoutEffect(() => {
    const area = text.current;
    if (!area) return;
    const html = editableHtml(begin.current.first, begin.current.inline);
    area.innerHTML = /<(img|hr)\b|[^\s<>](?![^<]*>)/i.test(html) ? html : '';
    if (begin.current.autoFocus) area.focus();
  }, []);
  const changed = () => text.current && onChange(writtenHtml(text.current));
  const run = (command: string, value?: string) => {
    text.current?.focus();
    document.execCommand(command, false, value);
    changed();
  };
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => announceEditor({ insert: (html) => latest.current('insertHTML', editableHtml(html)) }), []);
  const onPaste = (event: ClipboardEvent) => {
    const { clipboardData: data } = event;
    event.preventDefault();
    const html = data.getData('text/html');
    if (data.files.length > 0 && html === '') return onFiles([...data.files]);
    if (html !== '') run('insertHTML', editableHtml(html));
    else run('insertText', data.getData('text/plain'));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Tab goes on to the next field, as everywhere on the page; Ctrl+K makes a link of what is selected.
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
    event.preventDefault();
    const selected = document.getSelection()?.toString().trim() ?? '';
    if (/^https?:\/\/\S+$/i.test(selected)) run('createLink', selected);
  };
  return (
    <>
      <Toolbar className={styles.tools} size="small" aria-label="Format">
        {formats.map(([command, label, Icon, value], i) => (
          <span key={command}>
            {i === 3 && <ToolbarDivider style={{ display: 'inline-flex' }} />}
            <Tooltip content={label} relationship="label">
              <ToolbarButton
                icon={<Icon />}
                // The text keeps its selection.
                onMouseDown={(event: React.MouseEvent) => event.preventDefault()}
                onClick={() => run(command, value)}
              />
            </Tooltip>
          </span>
        ))}
      </Toolbar>
      {/* biome-ignore lint/a11y/useSemanticElements: a textarea has no bold text */}
      <div
        ref={text}
        className={styles.text}
        role="textbox"
        tabIndex={0}
        aria-multiline
        aria-label="Message"
        data-placeholder="Write your message"
        contentEditable
        suppressContentEditableWarning
        spellCheck
        onInput={changed}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
      />
    </>
  );
}
