import type { File } from '@aide/contracts/files';
import type { Target } from '@aide/contracts/posts';
import { Body1Strong, Caption1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { emptyDraft } from '../../posts/draft.ts';
import { messageNodes } from '../../posts/message-html.ts';
import { labelOf } from '../../posts/places.ts';
import { usePreview } from '../../posts/use-preview.ts';
import { FileIcon } from '../file-icon.tsx';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    minWidth: 0,
  },
  place: { color: tokens.colorNeutralForeground2 },
  body: { overflowWrap: 'anywhere', '& p': { margin: 0 }, '& pre': { overflowX: 'auto' } },
  file: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    maxWidth: '24rem',
    minWidth: 0,
  },
  name: { overflowWrap: 'anywhere', minWidth: 0 },
});

/** The post as others will see it: the text as the server makes it, and the file under it. */
export function FilePreview({ file, to, text }: { file: File; to: Target | undefined; text: string }) {
  const styles = useStyles();
  const body = useRef<HTMLDivElement>(null);
  const draft = useMemo(() => ({ ...emptyDraft, text, ...(to ? { to } : {}) }), [text, to]);
  const { value } = usePreview(draft);
  const html = value?.html;
  useLayoutEffect(() => {
    body.current?.replaceChildren(...(html === undefined ? [] : [messageNodes(html, [], '')]));
  }, [html]);
  return (
    <section aria-label="Preview" className={styles.card}>
      <Subtitle2 as="h2">Preview</Subtitle2>
      {to ? <Caption1 className={styles.place}>{labelOf(to)}</Caption1> : null}
      <div ref={body} className={styles.body} />
      <div className={styles.file}>
        <FileIcon file={file} />
        <Body1Strong className={styles.name}>{file.name}</Body1Strong>
      </div>
    </section>
  );
}
