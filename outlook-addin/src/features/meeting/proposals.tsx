import type { ProposeOutput, Slot } from '@aide/contracts/schedule';
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useSession } from '../../app/session.ts';
import { dayOf, stretchOf } from '../../app/times.ts';

const useStyles = makeStyles({
  section: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0 },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  item: { display: 'grid' },
  slot: {
    display: 'grid',
    padding: tokens.spacingHorizontalMNudge,
    textAlign: 'start',
    font: 'inherit',
    color: tokens.colorNeutralForeground1,
    cursor: 'pointer',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  chosen: { outline: `2px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: '-2px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface Props {
  found: ProposeOutput;
  names: ReadonlyMap<string, string>;
  chosen: Slot | undefined;
  choose(slot: Slot): void;
}

/** The best times, each with its reason; the nearest compromises where there is none that suits everybody. */
export function Proposals({ found, names, chosen, choose }: Props) {
  const styles = useStyles();
  const { proposals, compromises, wished, unknown, blockedBy } = found;
  const best = proposals.length > 0 ? proposals : compromises;
  // What the email asks for is looked at first, whoever is busy then.
  const shown = wished ? [wished, ...best.filter(({ start }) => start !== wished.start)] : best;
  const nameOf = (address: string) => names.get(address.toLowerCase()) ?? address;
  return (
    <section className={styles.section} aria-label="Times">
      <div role="status">
        <Text weight="semibold">{headline(found)}</Text>
      </div>
      {proposals.length === 0 && blockedBy ? <Text>{blockedBy}</Text> : null}
      <ol className={styles.list} aria-label="Proposed times, best first">
        {shown.map((slot) => (
          <Choice
            key={slot.start}
            slot={slot}
            note={slot === wished ? 'As the email asks' : undefined}
            zone={found.timeZone}
            chosen={slot === chosen}
            choose={choose}
          />
        ))}
      </ol>
      {unknown.map(({ address, reason }) => (
        <Text key={address} size={200} className={styles.quiet}>
          {nameOf(address)}: {reason}
        </Text>
      ))}
    </section>
  );
}

const headline = ({ proposals, compromises }: ProposeOutput): string => {
  if (proposals.length > 0) return 'Everybody required is free:';
  return compromises.length > 0 ? 'No time suits everybody. The nearest:' : 'No time was found. Try other days.';
};

function Choice(props: { slot: Slot; note?: string; zone: string; chosen: boolean; choose(slot: Slot): void }) {
  const styles = useStyles();
  const { slot, note, zone, chosen, choose } = props;
  const clock = { zone, locale: useSession().host.locale };
  return (
    <li className={styles.item}>
      <button
        type="button"
        aria-pressed={chosen}
        className={mergeClasses(styles.slot, chosen && styles.chosen)}
        onClick={() => choose(slot)}
      >
        <Text weight="semibold">{dayOf(slot.start, clock)}</Text>
        <Text>{stretchOf(slot, clock)}</Text>
        <Text size={200} className={styles.quiet}>
          {[note, slot.reason].filter(Boolean).join(': ')}
        </Text>
      </button>
    </li>
  );
}
