import { Avatar, type AvatarProps } from '@fluentui/react-components';
import { BotRegular, PeopleRegular } from '@fluentui/react-icons';

interface Props {
  name: string;
  /** Whose photo it shows: a person's id or address. Without it, and for those who have none, initials. */
  person?: string;
  kind?: 'user' | 'bot' | 'group';
  size?: AvatarProps['size'];
}

/** The photo, over initials in the colour of the name as long as there is none. Decoration: the name stands beside it. */
export function PersonAvatar({ name, person, kind = 'user', size = 32 }: Props) {
  if (kind === 'user')
    return (
      <Avatar
        // What could not be shown of one person says nothing of the next.
        key={person}
        name={name}
        color="colorful"
        size={size}
        aria-hidden
        initials={initials(name)}
        image={person ? { src: photoOf(person), loading: 'lazy' } : undefined}
      />
    );
  return (
    <Avatar
      aria-hidden
      size={size}
      shape="square"
      color={kind === 'bot' ? 'brand' : 'neutral'}
      icon={kind === 'bot' ? <BotRegular /> : <PeopleRegular />}
    />
  );
}

const photoOf = (person: string) => `/sandbox/people/${encodeURIComponent(person)}/photo`;

const initials = (name: string) => {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
};
