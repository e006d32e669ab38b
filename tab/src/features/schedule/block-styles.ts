import { makeStyles, tokens } from '@fluentui/react-components';
import type { State } from './geometry.ts';

const stripes = (angle: number, line: string, gap: string) =>
  `repeating-linear-gradient(${angle}deg, ${line} 0 2px, ${gap} 2px 7px)`;

/** Time in which somebody does not work: a hatch as well as a shade, because high contrast has no shades. */
export const offHours = {
  backgroundColor: tokens.colorNeutralBackground4,
  backgroundImage: `repeating-linear-gradient(45deg, ${tokens.colorNeutralStroke2} 0 1px, transparent 1px 9px)`,
} as const;

/** Each state by its pattern and edge as well as by its colour: they stay apart in grey, too. */
export const useBlockStyles = makeStyles({
  block: {
    position: 'absolute',
    insetBlock: '5px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusSmall,
    display: 'flex',
    alignItems: 'center',
    paddingInline: '4px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    overflow: 'hidden',
    pointerEvents: 'none',
    color: tokens.colorNeutralForeground1,
  },
  free: { display: 'none' },
  busy: { backgroundColor: tokens.colorBrandBackground, color: tokens.colorNeutralForegroundOnBrand },
  tentative: {
    backgroundColor: tokens.colorNeutralBackground1,
    backgroundImage: stripes(135, tokens.colorBrandStroke2, tokens.colorNeutralBackground1),
    border: `1px dashed ${tokens.colorBrandStroke1}`,
  },
  oof: {
    backgroundColor: tokens.colorPaletteBerryBackground2,
    border: `2px solid ${tokens.colorPaletteBerryBorderActive}`,
    color: tokens.colorPaletteBerryForeground2,
  },
  workingElsewhere: {
    backgroundColor: tokens.colorNeutralBackground1,
    backgroundImage: `radial-gradient(${tokens.colorBrandStroke2} 1.2px, transparent 1.4px)`,
    backgroundSize: '7px 7px',
    border: `1px dotted ${tokens.colorBrandStroke1}`,
  },
  unknown: {
    backgroundColor: tokens.colorNeutralBackground3,
    backgroundImage: `${stripes(45, tokens.colorNeutralStroke1, 'transparent')}, ${stripes(135, tokens.colorNeutralStroke1, 'transparent')}`,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  /** Keeps the letter readable on a pattern. */
  letter: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    borderRadius: tokens.borderRadiusSmall,
    paddingInline: '3px',
    lineHeight: '16px',
  },
  small: { insetBlock: '3px', padding: 0 },
});

/** States whose letter stands on a patch of its own. */
export const patterned: ReadonlySet<State> = new Set(['tentative', 'workingElsewhere', 'unknown']);
