import type { previewOutput, Target } from '@aide/contracts/posts';
import { Badge, Body1, Caption1, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { type MouseEvent, useLayoutEffect, useRef } from 'react';
import type { z } from 'zod';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import type { Draft } from './draft.ts';
import { messageNodes } from './message-html.ts';
import type { Previewed } from './use-preview.ts';

export type Preview = z.infer<typeof previewOutput>;

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    minWidth: 0,
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  place: { color: tokens.colorNeutralForeground2 },
  body: {
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    '& p': { margin: `0 0 ${tokens.spacingVerticalS}` },
    '& img': { maxWidth: '100%', borderRadius: tokens.borderRadiusMedium },
    '& pre': { overflowX: 'auto', backgroundColor: tokens.colorNeutralBackground3, padding: tokens.spacingHorizontalS },
    '& blockquote': {
      margin: `0 0 ${tokens.spacingVerticalS}`,
      paddingInlineStart: tokens.spacingHorizontalM,
      borderInlineStartWidth: '3px',
      borderInlineStartStyle: 'solid',
      borderInlineStartColor: tokens.colorNeutralStroke1,
    },
    '& a': { color: tokens.colorBrandForegroundLink },
  },
  mention: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
});

interface Props {
  draft: Draft & { to?: Target };
  previewed: Previewed;
}

/** The message as it will look, as the server made it. */
export function PreviewCard({ draft, previewed }: Props) {
  const styles = useStyles();
  const { value, error, retry } = previewed;
  return (
    <section aria-labelledby="preview-title" className={styles.card}>
      <Subtitle2 as="h2" id="preview-title">
        Preview
      </Subtitle2>
      {error === undefined ? null : <Problem error={error} retry={retry} />}
      {value ? (
        <Message preview={value} draft={draft} />
      ) : error === undefined ? (
        <Body1>
          {draft.to || draft.edits
            ? 'Write something, and it is shown here as others will see it.'
            : 'Choose where it goes, write something, and it is shown here as others will see it.'}
        </Body1>
      ) : null}
    </section>
  );
}

const importance = { high: 'Important', urgent: 'Urgent' };

function Message({ preview, draft }: { preview: Preview; draft: Draft }) {
  const styles = useStyles();
  const { host } = useSession();
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    body.current?.replaceChildren(messageNodes(preview.html, draft.images, styles.mention));
  }, [preview.html, draft.images, styles.mention]);
  /** A link leads out of the frame, where hosts let nothing be opened but through them. */
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link) return;
    event.preventDefault();
    void host.openLink(link.href);
  };
  return (
    <>
      <div className={styles.head}>
        <Caption1 className={styles.place}>{draft.edits?.place ?? preview.place}</Caption1>
        {preview.importance === 'normal' ? null : (
          <Badge appearance="tint" color="danger">
            {importance[preview.importance]}
          </Badge>
        )}
      </div>
      {preview.subject ? (
        <Text weight="bold" size={400}>
          {preview.subject}
        </Text>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links in it are what is pressed, by keyboard as well */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div ref={body} className={styles.body} onClick={follow} />
      {preview.notified.length > 0 ? (
        <Caption1 className={styles.place}>{`Notifies ${preview.notified.join(', ')}`}</Caption1>
      ) : null}
    </>
  );
}
