import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  makeStyles,
} from '@fluentui/react-components';
import { Fragment } from 'react';
import { type Place, type Step, writePlace } from './place.ts';

const useStyles = makeStyles({ way: { '& ol': { flexWrap: 'wrap' } } });

/** The way to a folder; each step can be gone back to. */
export function Way({ steps, go }: { steps: Step[]; go(to: Place): void }) {
  const styles = useStyles();
  return (
    <Breadcrumb aria-label="Way to this folder" className={styles.way}>
      {steps.map(({ name, place }, index) => (
        <Fragment key={writePlace(place)}>
          {index > 0 ? <BreadcrumbDivider /> : null}
          <BreadcrumbItem>
            <BreadcrumbButton current={index === steps.length - 1} onClick={() => go(place)}>
              {name}
            </BreadcrumbButton>
          </BreadcrumbItem>
        </Fragment>
      ))}
    </Breadcrumb>
  );
}
