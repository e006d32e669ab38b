import { Avatar, type AvatarProps } from '@fluentui/react-components';
import { BotRegular, PeopleRegular } from '@fluentui/react-icons';

interface Props {
  name: string;
  kind?: 'user' | 'bot' | 'group';
  size?: AvatarProps['size'];
}

/** Initials in the colour of the name. Decoration: the name stands beside it. */
export function PersonAvatar({ name, kind = 'user', size = 32 }: Props) {
  if (kind === 'user') return <Avatar name={name} color="colorful" size={size} aria-hidden initials={initials(name)} />;
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

const initials = (name: string) => {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
};
