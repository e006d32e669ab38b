import type { drivesOutput, Site, sitesOutput } from '@aide/contracts/files';
import { useFound } from '@aide/tab/use-found';
import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { z } from 'zod';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { driveAt, type Place } from './place.ts';

const useStyles = makeStyles({
  picker: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0 },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  choice: { width: '100%', justifyContent: 'start', textAlign: 'start' },
});

/** A library of a site, found by the site's name. @param choose undefined: none after all */
export function SitePicker({ choose }: { choose(drive: Place | undefined): void }) {
  const styles = useStyles();
  const { api } = useSession();
  const [words, setWords] = useState('');
  const [site, setSite] = useState<Site>();
  const [turn, setTurn] = useState(0);
  const text = words.trim();
  const sites = useFound(site ? '' : text && `${text}\n${turn}`, (_, signal) =>
    api.query<z.infer<typeof sitesOutput>>('files.sites', { text, top: 10 }, signal),
  );
  const drives = useFound(site ? `${site.siteId}\n${turn}` : '', (_, signal) =>
    api.query<z.infer<typeof drivesOutput>>('files.drives', { siteId: site?.siteId }, signal),
  );
  const error = site ? drives.error : sites.error;
  const found = site ? drives.value?.drives : sites.value?.sites;
  return (
    <div className={styles.picker}>
      <Field label="Name of the site" hint="As Teams and SharePoint show it">
        <Input
          value={words}
          onChange={(_, { value }) => {
            setSite(undefined);
            setWords(value);
          }}
        />
      </Field>
      {error === undefined ? null : <Problem error={error} retry={() => setTurn((t) => t + 1)} />}
      {site ? <Text weight="semibold">Libraries of {site.name}</Text> : null}
      <ul className={styles.list} aria-label={site ? 'Libraries' : 'Sites'}>
        {site
          ? drives.value?.drives.map(({ driveId, name }) => (
              <li key={driveId}>
                <Button className={styles.choice} onClick={() => choose(driveAt(driveId, `${site.name} › ${name}`))}>
                  {name}
                </Button>
              </li>
            ))
          : sites.value?.sites.map((one) => (
              <li key={one.siteId}>
                <Button className={styles.choice} onClick={() => setSite(one)}>
                  {one.name}
                </Button>
              </li>
            ))}
      </ul>
      <span role="status">{found?.length === 0 ? 'Nothing of this name was found.' : ''}</span>
      <Button onClick={() => choose(undefined)}>Not on a site</Button>
    </div>
  );
}
