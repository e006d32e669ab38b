import { Body1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import type { ComponentType, ReactNode } from 'react';

const useStyles = makeStyles({
  empty: {
    display: 'grid',
    justifyItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
    color: tokens.colorNeutralForeground2,
  },
  icon: { fontSize: '48px', color: tokens.colorNeutralForeground3 },
  text: { maxWidth: '32rem' },
});

/** Nothing is there: why, and what one could do. */
export function Empty(props: { icon: ComponentType; title: string; text: string; children?: ReactNode }) {
  const { icon: Icon, title, text, children } = props;
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden>
        <Icon />
      </span>
      <Subtitle2 as="h2">{title}</Subtitle2>
      <Body1 className={styles.text}>{text}</Body1>
      {children}
    </div>
  );
}
