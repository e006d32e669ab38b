import type { participantsOutput } from '@aide/contracts/mail';
import { makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import type { z } from 'zod';
import { Group } from '../../components/labelled.tsx';

export type Participant = z.infer<typeof participantsOutput>['participants'][number];
export type Role = 'required' | 'optional' | 'not';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  person: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 7.5rem',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis' },
});

/** Everybody in the conversation, and whether they have to come. */
export function Invited(props: {
  people: Participant[];
  roleOf(person: Participant): Role;
  onChange(address: string, role: Role): void;
}) {
  const styles = useStyles();
  const { people, roleOf, onChange } = props;
  return (
    <Group label="Who">
      <ul className={styles.list}>
        {people.map((person) => {
          const name = person.name ?? person.address;
          return (
            <li key={person.address} className={styles.person}>
              <Text className={styles.name} title={person.address}>
                {name}
              </Text>
              <Select
                size="small"
                aria-label={`${name} is`}
                value={roleOf(person)}
                onChange={(_, { value }) => onChange(person.address, value as Role)}
              >
                <option value="required">Required</option>
                <option value="optional">Optional</option>
                <option value="not">Not invited</option>
              </Select>
            </li>
          );
        })}
      </ul>
    </Group>
  );
}
