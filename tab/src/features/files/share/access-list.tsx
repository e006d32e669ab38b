import type { Access, File } from '@aide/contracts/files';
import {
  Avatar,
  Body1,
  Button,
  Caption1,
  makeStyles,
  Select,
  Skeleton,
  SkeletonItem,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular, LinkRegular, PeopleRegular } from '@fluentui/react-icons';
import { Problem } from '../../../app/problem.tsx';
import { useSession } from '../../../app/session.ts';
import { useLoad } from '../../../app/use-load.ts';
import { useWork } from '../../../components/use-work.ts';
import { useWrites, useWritten } from '../../../components/writes-context.ts';
import { refOf } from '../use-file-actions.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { flex: '1 1 10rem', minWidth: 0, display: 'grid' },
  minor: { color: tokens.colorNeutralForeground2 },
});

/** Who has access, by what, with the ways to change it. */
export function AccessList({ file }: { file: File }) {
  const styles = useStyles();
  const { api } = useSession();
  const { value, error, loading, reload } = useLoad(`${file.driveId} ${file.itemId}`, (signal) =>
    api.query<{ access: Access[] }>('files.access', { file: refOf(file) }, signal),
  );
  useWritten('files.', reload);
  if (value === undefined)
    return loading ? (
      <Skeleton aria-label="Looking who has access">
        <SkeletonItem size={48} />
      </Skeleton>
    ) : (
      <Problem error={error} retry={reload} />
    );
  if (value.access.length === 0) return <Body1>Nobody but you has access.</Body1>;
  return (
    <>
      {error === undefined ? null : <Problem error={error} retry={reload} />}
      <ul className={styles.list} aria-label="Who has access">
        {value.access.map((access) => (
          <Entry key={access.permissionId} file={file} access={access} />
        ))}
      </ul>
    </>
  );
}

/** Of links the role is fixed when they are made; what is the owner's or comes from above is not changed here. */
const canChange = ({ role, inherited, kind }: Access) =>
  role !== 'owner' && !inherited && (kind === 'person' || kind === 'group');
const canRemove = ({ role, inherited }: Access) => role !== 'owner' && !inherited;

function Entry({ file, access }: { file: File; access: Access }) {
  const styles = useStyles();
  const { write } = useWrites();
  const { working, error, run, retry } = useWork();
  const { kind, people, words, role, permissionId, inherited } = access;
  const name = people[0]?.name ?? 'Somebody';
  const target = { file: refOf(file), permissionId };
  const change = (to: string) =>
    run(() => write('files.changeAccess', { ...target, role: to }, { confirm: 'Change it' }));
  const remove = () =>
    run(() =>
      write('files.revoke', target, { confirm: kind === 'link' ? 'Delete the link' : 'Stop sharing', ask: true }),
    );
  return (
    <li className={styles.row}>
      {kind === 'link' ? (
        <Avatar aria-hidden icon={<LinkRegular />} />
      ) : kind === 'person' ? (
        <Avatar aria-hidden name={name} color="colorful" />
      ) : (
        <Avatar aria-hidden icon={<PeopleRegular />} />
      )}
      <div className={styles.words}>
        <Body1>{words}</Body1>
        {inherited && role !== 'owner' ? (
          <Caption1 className={styles.minor}>To change it, share the folder it is in.</Caption1>
        ) : null}
        {people[0]?.address && kind !== 'link' ? (
          <Caption1 className={styles.minor}>{people[0].address}</Caption1>
        ) : null}
      </div>
      {canChange(access) ? (
        <Select
          aria-label={`What ${name} can do`}
          value={role}
          disabled={working}
          onChange={(_, { value }) => change(value)}
        >
          <option value="view">Can view</option>
          <option value="edit">Can edit</option>
        </Select>
      ) : null}
      {canRemove(access) ? (
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          disabled={working}
          aria-label={kind === 'link' ? `Delete: ${words}` : `Stop sharing with ${name}`}
          onClick={remove}
        />
      ) : null}
      {error === undefined ? null : <Problem error={error} retry={retry} />}
    </li>
  );
}
