import { makeStyles, tokens } from '@fluentui/react-components';
import type { CalendarEvent, ShowAs } from './events.ts';

const stripes = (color: string) => `repeating-linear-gradient(135deg, ${color} 0 3px, transparent 3px 6px)`;

/** Busy, tentative, free and away differ in pattern and border as well as in colour. */
export const useEventStyles = makeStyles({
  event: {
    position: 'relative',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    width: '100%',
    height: '100%',
    margin: 0,
    padding: '2px 6px 2px 10px',
    overflow: 'hidden',
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    textAlign: 'start',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { boxShadow: tokens.shadow4 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-1px' },
    '::before': { content: '""', position: 'absolute', inset: '0 auto 0 0', width: '5px' },
  },
  // A quarter of an hour is as high as one line of small print.
  short: { padding: '0 6px 0 10px', fontSize: tokens.fontSizeBase100, lineHeight: '11px' },
  busy: { '::before': { backgroundColor: tokens.colorBrandBackground } },
  tentative: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px dashed ${tokens.colorBrandStroke1}`,
    '::before': { backgroundImage: stripes(tokens.colorBrandBackground) },
  },
  free: {
    backgroundColor: tokens.colorNeutralBackground1,
    '::before': {
      backgroundColor: tokens.colorNeutralBackground1,
      borderRight: `1px solid ${tokens.colorBrandStroke1}`,
    },
  },
  oof: {
    backgroundColor: tokens.colorPaletteBerryBackground1,
    '::before': { backgroundColor: tokens.colorPaletteBerryForeground1 },
  },
  workingElsewhere: {
    backgroundColor: tokens.colorNeutralBackground1,
    '::before': {
      backgroundImage: `radial-gradient(${tokens.colorBrandBackground} 1.5px, transparent 2px)`,
      backgroundSize: '5px 5px',
    },
  },
  cancelled: { color: tokens.colorNeutralForeground2, backgroundColor: tokens.colorNeutralBackground3 },
  title: { display: 'block', fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  // In the corner where Outlook has it.
  mark: { position: 'absolute', right: '4px', bottom: '2px', fontSize: '12px', color: tokens.colorNeutralForeground2 },
  struck: { textDecorationLine: 'line-through' },
  place: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
});

/** The class that shows how the event blocks the time. */
export function lookOf({ showAs }: CalendarEvent): Exclude<ShowAs, 'unknown'> {
  return showAs === 'unknown' ? 'busy' : showAs;
}
