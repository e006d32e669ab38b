import type { Meeting } from '@aide/contracts/schedule';
import { Button, Caption1, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ArrowRepeatAllRegular, VideoRegular } from '@fluentui/react-icons';
import { useSession } from '../../app/session.ts';

const useStyles = makeStyles({
  inline: { whiteSpace: 'inherit' },
  meeting: {
    display: 'flex',
    alignItems: 'start',
    gap: tokens.spacingHorizontalS,
    height: '100%',
    boxSizing: 'border-box',
    overflow: 'hidden',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorBrandStroke2}`,
    borderLeft: `4px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
  },
  tentative: {
    borderTopStyle: 'dashed',
    borderRightStyle: 'dashed',
    borderBottomStyle: 'dashed',
    borderLeftStyle: 'dashed',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  free: { backgroundColor: tokens.colorNeutralBackground1, borderLeftStyle: 'double' },
  away: {
    backgroundColor: tokens.colorPaletteBerryBackground1,
    border: `1px solid ${tokens.colorPaletteBerryBorder1}`,
    borderLeft: `4px solid ${tokens.colorPaletteBerryBorderActive}`,
  },
  over: { opacity: 0.85 },
  text: { flexGrow: 1, minWidth: 0, display: 'grid' },
  repeats: { marginInlineStart: tokens.spacingHorizontalXS, verticalAlign: 'text-bottom' },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', display: 'block' },
  cancelled: { textDecorationLine: 'line-through' },
  join: { flexShrink: 0, minWidth: 'auto' },
});

/** How one's time is shown, in words where it is not simply busy. */
const kinds: Record<string, string> = {
  tentative: 'Tentative',
  free: 'Free',
  oof: 'Away',
  workingElsewhere: 'Working elsewhere',
};

interface Props {
  meeting: Meeting;
  when: string;
  over: boolean;
  /** Has it room for a second line? */
  tall: boolean;
}

/** A meeting of the day. */
export function Block({ meeting, when, over, tall }: Props) {
  const styles = useStyles();
  const { host } = useSession();
  const looks: Record<string, string> = { tentative: styles.tentative, free: styles.free, oof: styles.away };
  const { joinUrl, webLink, series } = meeting;
  const about = [when, meeting.location, meeting.isCancelled ? 'Cancelled' : kinds[meeting.showAs]].filter(Boolean);
  const repeats = series && (series.repeats ? `Repeats ${series.repeats}` : 'Repeats');
  return (
    <div
      className={mergeClasses(styles.meeting, looks[meeting.showAs], over && styles.over)}
      title={[meeting.subject, about.join(' · '), repeats].filter(Boolean).join('\n')}
    >
      <div className={styles.text}>
        <Text
          weight="semibold"
          size={200}
          className={mergeClasses(styles.line, meeting.isCancelled && styles.cancelled)}
        >
          {meeting.subject}
          {repeats ? <ArrowRepeatAllRegular className={styles.repeats} role="img" aria-label={repeats} /> : null}
          {tall ? null : <Caption1 className={styles.inline}>{` · ${about.join(' · ')}`}</Caption1>}
        </Text>
        {tall ? <Caption1 className={styles.line}>{about.join(' · ')}</Caption1> : null}
      </div>
      {joinUrl && !meeting.isCancelled && !over ? (
        <Button
          size="small"
          appearance="primary"
          className={styles.join}
          icon={<VideoRegular />}
          aria-label={`Join ${meeting.subject}`}
          onClick={() => host.openLink(joinUrl)}
        >
          Join
        </Button>
      ) : webLink && tall ? (
        <Button
          size="small"
          appearance="subtle"
          className={styles.join}
          aria-label={`Open ${meeting.subject} in the calendar`}
          onClick={() => host.openLink(webLink)}
        >
          Open
        </Button>
      ) : null}
    </div>
  );
}
