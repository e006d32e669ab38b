import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { narrow } from '../app/use-narrow.ts';
import { BodyFrame } from './body-frame.tsx';
import { shownMail } from './safe-html.ts';

const useStyles = makeStyles({
  quote: { padding: '0 20px 20px', [narrow]: { padding: '0 12px 16px' } },
  quoted: { marginTop: '8px', paddingLeft: '10px', borderLeft: `3px solid ${tokens.colorNeutralStroke2}` },
});

/** What is answered or forwarded: goes along as it is. */
export function Quote({ html, inline }: { html: string; inline: ReadonlyMap<string, string> }) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const shown = useMemo(() => shownMail(html, { pictures: false, inline }), [html, inline]);
  return (
    <div className={styles.quote}>
      <Button
        size="small"
        icon={<MoreHorizontalRegular />}
        aria-expanded={open}
        aria-label={open ? 'Hide what is quoted' : 'Show what is quoted'}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div className={styles.quoted}>
          <BodyFrame mail={shown} pictures={false} title="Quoted message" />
        </div>
      )}
    </div>
  );
}
