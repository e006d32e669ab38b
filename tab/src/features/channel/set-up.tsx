import { Body1, Caption1, Field, makeStyles, Radio, RadioGroup, Subtitle2, tokens } from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import { PeoplePicker, type Picked } from '../../components/people-picker.tsx';
import type { SharedPlace, TabSetUp } from '../../host.ts';
import { contentsFor, type SharedContent } from './contents.ts';
import { mostPeople, readPeople, writePeople } from './people-address.ts';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    alignContent: 'start',
    padding: tokens.spacingHorizontalL,
    minHeight: '100vh',
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  options: { display: 'grid', gap: tokens.spacingVerticalS },
  option: {
    alignItems: 'flex-start',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    '&:has(input:checked)': { border: `1px solid ${tokens.colorCompoundBrandStroke}` },
  },
  words: { display: 'grid', gap: tokens.spacingVerticalXXS },
  text: { color: tokens.colorNeutralForeground2 },
});

/** The page in a host's dialog on which a member says what a tab shows. */
export default function SetUp({ place, setUp }: { place: SharedPlace; setUp: TabSetUp }) {
  const styles = useStyles();
  const heading = useId();
  const { before } = setUp;
  const contents = contentsFor(place);
  const [chosen, setChosen] = useState<SharedContent | undefined>(() =>
    contents.find(({ id }) => id === before?.entityId),
  );
  const [people, setPeople] = useState<Picked[]>(() =>
    before ? readPeople(new URL(before.contentUrl, window.location.origin).search) : [],
  );
  const needsPeople = chosen?.id === 'meet';
  const complete = chosen !== undefined && (!needsPeople || people.length > 0);
  useEffect(() => {
    const contentUrl = `${window.location.origin}/tab${needsPeople ? writePeople(people) : ''}`;
    setUp.choose(complete && chosen ? { entityId: chosen.id, contentUrl, name: chosen.name } : undefined);
  }, [setUp, chosen, complete, needsPeople, people]);
  return (
    <main className={styles.page}>
      <Subtitle2 as="h1" id={heading}>
        What should the tab show?
      </Subtitle2>
      <RadioGroup
        className={styles.options}
        aria-labelledby={heading}
        value={chosen?.id ?? ''}
        onChange={(_, { value }) => setChosen(contents.find(({ id }) => id === value))}
      >
        {contents.map(({ id, title, text }) => (
          <Radio
            key={id}
            value={id}
            className={styles.option}
            label={
              <span className={styles.words}>
                <Body1>{title}</Body1>
                <Caption1 className={styles.text}>{text}</Caption1>
              </span>
            }
          />
        ))}
      </RadioGroup>
      {needsPeople ? (
        <PeoplePicker
          label="Whose times"
          hint={`Everybody here can open the tab and sees who is named in it. At most ${mostPeople}.`}
          value={people}
          onChange={(named) => setPeople(named.slice(0, mostPeople))}
          takesAddresses
        />
      ) : null}
      <Field>
        <Caption1 className={styles.text}>
          Everybody in this conversation sees the tab, each with their own permissions. Your day, your tasks and your
          mail stay in your own tab.
        </Caption1>
      </Field>
    </main>
  );
}
