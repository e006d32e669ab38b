import type { Colleague } from '@aide/contracts/people';
import {
  Avatar,
  Field,
  Tag,
  TagPicker,
  TagPickerControl,
  TagPickerGroup,
  TagPickerInput,
  TagPickerList,
  TagPickerOption,
} from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ApiError } from '../api.ts';
import { useFound } from './use-found.ts';

/** Somebody who was picked: with an Entra object id when they are of the organisation. */
export type Picked = Pick<Colleague, 'id' | 'displayName' | 'address'>;

const isAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
const keyOf = ({ address }: Pick<Picked, 'address'>) => address.toLowerCase();

export interface PeopleFieldProps {
  label: string;
  value: Picked[];
  onChange(people: Picked[]): void;
  /** Whoever has no account here can be named by address. */
  takesAddresses?: boolean;
  hint?: string;
  /** Addresses in lower case: whoever of those that were picked is known to be a group. */
  groups?: ReadonlySet<string>;
  /** Who is meant by what was typed so far. */
  find(name: string, signal: AbortSignal): Promise<{ people: Colleague[] }>;
}

/** Several people, found by name; wherever they are looked up. */
export function PeopleField({ label, value, onChange, takesAddresses = false, hint, groups, find }: PeopleFieldProps) {
  const [typed, setTyped] = useState('');
  const words = typed.trim();
  const { value: found, error } = useFound(words, find);
  const picked = new Set(value.map(keyOf));
  const byAddress = takesAddresses && isAddress(words) ? [{ displayName: words, address: words }] : [];
  const options: Colleague[] = [...(found?.people ?? []), ...byAddress].filter(
    (person, index, all) =>
      person.address && !picked.has(keyOf(person)) && all.findIndex((p) => keyOf(p) === keyOf(person)) === index,
  );
  const select = (keys: string[]) => {
    const known = new Map([...value, ...options].map((person) => [keyOf(person), person]));
    onChange(
      keys.flatMap((key) => {
        const person = known.get(key);
        return person ? [{ id: person.id, displayName: person.displayName, address: person.address }] : [];
      }),
    );
    setTyped('');
  };
  const nothing =
    words === ''
      ? 'Type a name'
      : error !== undefined
        ? wordsOf(error)
        : found
          ? `Nobody found for “${words}”`
          : 'Looking …';
  return (
    <Field label={label} hint={hint}>
      <TagPicker onOptionSelect={(_, { selectedOptions }) => select(selectedOptions)} selectedOptions={[...picked]}>
        <TagPickerControl>
          {value.length > 0 ? (
            <TagPickerGroup aria-label={`${label}: picked`}>
              {value.map((person) => {
                const isGroup = groups?.has(keyOf(person)) ?? false;
                return (
                  <Tag
                    key={keyOf(person)}
                    value={keyOf(person)}
                    shape="rounded"
                    media={
                      isGroup ? (
                        <Avatar aria-hidden icon={<PeopleTeamRegular />} shape="square" color="colorful" />
                      ) : (
                        <Avatar aria-hidden name={person.displayName} color="colorful" />
                      )
                    }
                  >
                    {isGroup ? `${person.displayName} · group` : person.displayName}
                  </Tag>
                );
              })}
            </TagPickerGroup>
          ) : null}
          <TagPickerInput
            aria-label={label}
            value={typed}
            placeholder={value.length > 0 ? undefined : 'Name or address'}
            onChange={(event) => setTyped(event.target.value)}
          />
        </TagPickerControl>
        <TagPickerList>
          {options.length > 0
            ? options.map((person) => (
                <TagPickerOption
                  key={keyOf(person)}
                  value={keyOf(person)}
                  text={person.displayName}
                  media={<Avatar aria-hidden name={person.displayName} color="colorful" size={24} />}
                  secondaryContent={[person.jobTitle, person.address].filter(Boolean).join(' · ')}
                >
                  {person.displayName}
                </TagPickerOption>
              ))
            : [
                // The list has to hold options: one that can be read and not chosen.
                <TagPickerOption key="nothing" value="" text={nothing} aria-disabled>
                  {nothing}
                </TagPickerOption>,
              ]}
        </TagPickerList>
      </TagPicker>
    </Field>
  );
}

const wordsOf = (error: unknown) =>
  error instanceof ApiError ? `${error.problem.detail} ${error.problem.remedy}` : 'People could not be looked up.';
