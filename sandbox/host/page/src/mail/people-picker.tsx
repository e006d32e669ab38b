import {
  makeStyles,
  Tag,
  TagPicker,
  TagPickerControl,
  TagPickerGroup,
  TagPickerInput,
  TagPickerList,
  TagPickerOption,
  tokens,
} from '@fluentui/react-components';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { PersonAvatar } from '../app/person-avatar.tsx';
import { hasPerson, type Person, personFrom } from './people.ts';
import { useMail } from './use-mail.ts';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: '44px minmax(0, 1fr) auto',
    alignItems: 'start',
  },
  label: { paddingTop: '6px', color: tokens.colorNeutralForeground2 },
  tag: { maxWidth: '100%' },
  // Over the fields below.
  list: { zIndex: 2 },
});

/** How long nothing has to be typed before people are looked for. Milliseconds. */
const typingPause = 150;

interface Props {
  /** 'To' */
  label: string;
  people: readonly Person[];
  autoFocus?: boolean;
  /** Stands beside the field. */
  aside?: ReactNode;
  onChange(people: Person[]): void;
}

/** People by name, and whatever address is typed or pasted. */
export function PeoplePicker({ label, people, autoFocus, aside, onChange }: Props) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const found = useFound(text);
  const typed = personFrom(text);
  const options = [...(typed && !hasPerson(found, typed) ? [typed] : []), ...found].filter(
    (person) => !hasPerson(people, person),
  );
  const add = (more: readonly Person[]) => {
    setText('');
    const all = [...people];
    for (const one of more) if (!hasPerson(all, one)) all.push(one);
    onChange(all);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const ends = event.key === ',' || event.key === ';' || (event.key === 'Enter' && options.length === 0);
    if (!ends || text.trim() === '') return;
    event.preventDefault();
    const one = typed ?? (options.length === 1 ? options[0] : undefined);
    if (one) add([one]);
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text').split(/[;,\n]+/);
    const all = pasted.map(personFrom);
    if (!all.every((one) => one !== undefined) || all.length === 0) return;
    event.preventDefault();
    add(all);
  };
  const nameOf = (address: string) => people.find((person) => person.address === address)?.name ?? address;
  return (
    <div className={styles.line}>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      <TagPicker
        inline
        open={open && options.length > 0}
        onOpenChange={(_, data) => setOpen(data.open)}
        appearance="underline"
        selectedOptions={people.map(({ address }) => address)}
        onOptionSelect={(_, { value, selectedOptions }) => {
          const chosen = options.find(({ address }) => address === value);
          if (chosen) add([chosen]);
          else onChange(people.filter(({ address }) => selectedOptions.includes(address)));
        }}
      >
        <TagPickerControl expandIcon={null}>
          <TagPickerGroup aria-label={`${label}: chosen`}>
            {people.map(({ address }) => (
              <Tag
                key={address}
                className={styles.tag}
                shape="circular"
                value={address}
                title={address}
                media={<PersonAvatar name={nameOf(address)} person={address} size={20} />}
              >
                {nameOf(address)}
              </Tag>
            ))}
          </TagPickerGroup>
          <TagPickerInput
            aria-label={label}
            autoComplete="off"
            autoFocus={autoFocus}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setOpen(true);
            }}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={() => typed && add([typed])}
          />
        </TagPickerControl>
        <TagPickerList className={styles.list}>
          {options.map((person) => (
            <TagPickerOption
              key={person.address}
              value={person.address}
              text={person.name}
              media={<PersonAvatar name={person.name} person={person.address} size={28} />}
              secondaryContent={[person.detail, person.address].filter(Boolean).join(' · ')}
            >
              {person.name}
            </TagPickerOption>
          ))}
        </TagPickerList>
      </TagPicker>
      {aside}
    </div>
  );
}

/** Whom the text may mean. When looking for them fails, there is still the address to type. */
function useFound(text: string): Person[] {
  const { api } = useMail();
  const [found, setFound] = useState<{ of: string; people: Person[] }>({ of: '', people: [] });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '') return;
    let current = true;
    const timer = setTimeout(() => {
      api.people(wanted).then(
        (people) => current && setFound({ of: wanted, people }),
        () => current && setFound({ of: wanted, people: [] }),
      );
    }, typingPause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, wanted]);
  return wanted !== '' && wanted.startsWith(found.of) && found.of !== '' ? found.people : [];
}
