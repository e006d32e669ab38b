import { makeStyles, tokens } from '@fluentui/react-components';
import type { Category } from './message.ts';
import { useMail } from './use-mail.ts';

/** preset0 to preset24: https://learn.microsoft.com/graph/api/resources/outlookcategory */
const presets =
  '#e7514f #f0883e #a5793a #f2c811 #4aa564 #22a6a6 #8a9a3b #3f7fd6 #8b5fc7 #c2437f #7a9bb5 #4d6a80 #9a9a9a #6b6b6b #303030 #a12a28 #b35c16 #6d4a1c #b08c00 #1f6b39 #0f6b6b #566321 #1d4f91 #55308a #80204f'.split(
    ' ',
  );

/** The colour of a category; one that the mailbox does not list has none. */
export function colorOf(categories: readonly Category[], name: string): string {
  const preset = categories.find((category) => category.displayName === name)?.color ?? 'none';
  return presets[Number(preset.replace('preset', ''))] ?? tokens.colorNeutralStroke1;
}

const useStyles = makeStyles({
  chips: { display: 'flex', flexWrap: 'wrap', gap: '4px', margin: 0, padding: 0, listStyleType: 'none' },
  chip: {
    display: 'flex',
    alignItems: 'center',
    gap: '5px',
    maxWidth: '100%',
    padding: '0 6px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
  },
});

export function CategoryDot({ color }: { color: string }) {
  return (
    <svg width="10" height="10" aria-hidden="true" style={{ flexShrink: 0 }}>
      <title>Category</title>
      <circle cx="5" cy="5" r="4.5" fill={color} />
    </svg>
  );
}

export function CategoryChips({ names }: { names: readonly string[] }) {
  const styles = useStyles();
  const { categories } = useMail();
  if (names.length === 0) return null;
  return (
    <ul className={styles.chips}>
      {names.map((name) => (
        <li key={name} className={styles.chip}>
          <CategoryDot color={colorOf(categories, name)} />
          <span className="visually-hidden">Category </span>
          {name}
        </li>
      ))}
    </ul>
  );
}
