import type { Slot } from '@aide/contracts/schedule';
import {
  Body1,
  Caption1,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Skeleton,
  SkeletonItem,
  tokens,
} from '@fluentui/react-components';
import { Section } from '../../app/section.tsx';
import { Proposals } from './proposals.tsx';
import type { Ranked } from './rerank.ts';
import type { Clock } from './words.ts';

const useStyles = makeStyles({
  soft: { color: tokens.colorNeutralForeground2 },
  waiting: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(15rem, 100%), 1fr))',
  },
});

interface Props {
  /** Undefined: nothing was read yet. */
  ranked: Ranked | undefined;
  slots: Slot[];
  /** Nobody was named yet. */
  alone: boolean;
  nameOf(address: string): string;
  clock: Clock;
  chosen: number | undefined;
  look(start: number | undefined): void;
  choose(start: number): void;
}

/** The times that suit everybody or, when none does, what is in the way and the nearest ones. */
export function Answer({ ranked, slots, alone, nameOf, clock, chosen, look, choose }: Props) {
  const styles = useStyles();
  if (!ranked)
    return (
      <Section title="Times">
        <Skeleton aria-label="Reading calendars" className={styles.waiting}>
          {[1, 2, 3].map((n) => (
            <SkeletonItem key={n} size={72} />
          ))}
        </Skeleton>
      </Section>
    );
  if ('refused' in ranked)
    return (
      <Section title="Times">
        <Body1>{`${ranked.refused.userMessage} ${ranked.refused.remedy}`}</Body1>
      </Section>
    );
  const none = ranked.proposals.length === 0;
  return (
    <Section title={alone ? 'When you are free' : none ? 'No time suits everybody' : 'Times that suit everybody'}>
      {alone ? (
        <Body1 className={styles.soft}>
          Name the people you want to meet: these become the times that suit all of them.
        </Body1>
      ) : null}
      {none && ranked.blockedBy ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>In the way:</MessageBarTitle>
            {`${ranked.blockedBy}.`}
            {slots.length > 0 ? ' These come nearest:' : ''}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <Proposals slots={slots} clock={clock} chosen={chosen} look={look} choose={choose} />
      {ranked.groups ? (
        <Caption1 className={styles.soft}>
          A group counts as busy when anybody in it is. Their working hours are not known.
        </Caption1>
      ) : null}
      {ranked.unknown.map(({ address, reason }) => (
        <Caption1
          key={address}
          className={styles.soft}
        >{`${nameOf(address)}: ${reason}. Never counted as free.`}</Caption1>
      ))}
    </Section>
  );
}
