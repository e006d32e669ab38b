import type { FoundPeople } from '@aide/contracts/people';
import type { Chat, Target, Team } from '@aide/contracts/posts';
import { Badge, Combobox, Field, makeStyles, Option, OptionGroup, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { useLoad } from '../../app/use-load.ts';
import { useFound } from '../../components/use-found.ts';
import { keyOf, labelOf, placesFor } from './places.ts';

const useStyles = makeStyles({
  picker: { minWidth: 0, width: '100%' },
  option: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center', flexWrap: 'wrap' },
});

interface Props {
  value: Target | undefined;
  onChange(to: Target): void;
}

/** Where it goes: a channel by its team's or its own name, a chat, or somebody to write to. */
export function PlacePicker({ value, onChange }: Props) {
  const styles = useStyles();
  const { api } = useSession();
  const teams = useLoad('teams', (signal) => api.query<{ teams: Team[] }>('posts.teams', {}, signal));
  const chats = useLoad('chats', (signal) => api.query<{ chats: Chat[] }>('posts.chats', {}, signal));
  /** What is typed to find another place; undefined: nothing is. */
  const [typed, setTyped] = useState<string>();
  const words = (typed ?? '').trim();
  const people = useFound(words.length > 1 ? words : '', (name, signal) =>
    api.query<FoundPeople>('people.find', { name, top: 5 }, signal),
  );
  const groups = placesFor(words, teams.value?.teams ?? [], chats.value?.chats ?? [], people.value?.people ?? []);
  const options = new Map(groups.flatMap((group) => group.options.map((option) => [option.key, option.target])));
  const reading = teams.loading || chats.loading;
  return (
    <>
      <Field label="Post in" required>
        <Combobox
          className={styles.picker}
          // Within the page's landmarks, and in front of its own field only.
          inlinePopup
          placeholder="Team, channel, chat or name"
          value={typed ?? (value ? labelOf(value) : '')}
          selectedOptions={value ? [keyOf(value)] : []}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          onOpenChange={(_, { open }) => (open ? undefined : setTyped(undefined))}
          onOptionSelect={(_, { optionValue }) => {
            const target = options.get(optionValue ?? '');
            if (target) onChange(target);
            setTyped(undefined);
          }}
        >
          {groups.map(({ title, options: some }) => (
            <OptionGroup key={title} label={title}>
              {some.map(({ key, label, mark, target }) => (
                <Option key={key} value={key} text={mark ? `${label}, ${mark}` : label}>
                  <span className={styles.option}>
                    {target.kind === 'channel' ? target.channel : label}
                    {mark ? (
                      <Badge appearance="tint" color="informative">
                        {mark}
                      </Badge>
                    ) : null}
                  </span>
                </Option>
              ))}
            </OptionGroup>
          ))}
          {groups.length === 0 ? (
            <Option value="" text="Nothing" aria-disabled>
              {reading ? 'Reading your teams and chats …' : `No channel, chat or person fits “${words}”`}
            </Option>
          ) : null}
        </Combobox>
      </Field>
      {teams.error !== undefined ? <Problem error={teams.error} retry={teams.reload} /> : null}
      {chats.error !== undefined && teams.error === undefined ? (
        <Problem error={chats.error} retry={chats.reload} />
      ) : null}
    </>
  );
}
