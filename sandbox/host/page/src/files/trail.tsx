import { makeStyles, tokens } from '@fluentui/react-components';
import { ChevronRightRegular } from '@fluentui/react-icons';
import { Fragment } from 'react';
import { hrefOf } from '../app/route.ts';
import { narrow } from '../app/use-narrow.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    minWidth: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    [narrow]: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  },
  step: { minWidth: 0, overflowWrap: 'anywhere' },
  link: {
    padding: '0 4px',
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorNeutralForeground1, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  here: {
    margin: 0,
    padding: '0 4px',
    fontSize: 'inherit',
    lineHeight: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
  },
  chevron: { flexShrink: 0, color: tokens.colorNeutralForeground3, fontSize: '14px' },
});

export interface TrailStep {
  name: string;
  /** Of the address. */
  detail?: string;
}

/** The way to what is shown; the last step is its title. */
export function Trail({ steps }: { steps: TrailStep[] }) {
  const styles = useStyles();
  const here = steps.at(-1);
  return (
    <nav aria-label="Way to this folder">
      <ol className={styles.list}>
        {steps.slice(0, -1).map((step) => (
          <Fragment key={step.detail ?? step.name}>
            <li className={styles.step}>
              <a className={styles.link} href={hrefOf({ view: 'files', detail: step.detail })}>
                {step.name}
              </a>
            </li>
            <li className={styles.chevron} aria-hidden>
              <ChevronRightRegular />
            </li>
          </Fragment>
        ))}
        <li className={styles.step}>
          <h2 className={styles.here} aria-current="page">
            {here?.name ?? 'Files'}
          </h2>
        </li>
      </ol>
    </nav>
  );
}
