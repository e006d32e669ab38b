import { Button, Checkbox, makeStyles, Radio, RadioGroup } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Audience } from '../../../../teams/admin/protocol.ts';
import { useSession } from '../session/session.tsx';
import { useAppsApi } from '../session/use-apps.ts';
import type { SectionProps } from './page.tsx';
import { useSectionStyles } from './styles.ts';

const useStyles = makeStyles({
  people: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(200px, 100%), 1fr))',
    border: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
  },
});

/** Who has the app. */
export function AudienceSection({ app, disabled, run }: SectionProps) {
  const styles = useStyles();
  const section = useSectionStyles();
  const { admin } = useAppsApi();
  const { tenant } = useSession();
  const [draft, setDraft] = useState<Audience>(app.audience);
  useEffect(() => setDraft(app.audience), [app.audience]);
  const chosen = draft.who === 'people' ? draft.people : [];
  const toggle = (id: string, isOn: boolean) =>
    setDraft({ who: 'people', people: isOn ? [...chosen, id] : chosen.filter((other) => other !== id) });
  return (
    <section className={section.section} aria-label="Who has it">
      <h3 className={section.heading} id="audience">
        Install for
      </h3>
      <RadioGroup
        aria-labelledby="audience"
        value={draft.who}
        onChange={(_, { value }) =>
          setDraft(value === 'everybody' ? { who: 'everybody' } : { who: 'people', people: [] })
        }
      >
        <Radio value="everybody" label="Everybody" />
        <Radio value="people" label="Chosen people" />
      </RadioGroup>
      {draft.who === 'people' && (
        <fieldset className={styles.people} aria-label="Chosen people">
          {tenant.people.map(({ id, displayName }) => (
            <Checkbox
              key={id}
              label={displayName}
              checked={chosen.includes(id)}
              onChange={(_, { checked }) => toggle(id, checked === true)}
            />
          ))}
        </fieldset>
      )}
      <div className={section.buttons}>
        <Button
          appearance="primary"
          disabled={disabled || isSame(draft, app.audience)}
          onClick={() => void run(admin.setAudience(draft), 'Saved. Whoever has it opened notices at once.')}
        >
          Save
        </Button>
      </div>
    </section>
  );
}

const isSame = (a: Audience, b: Audience) =>
  a.who === 'people' && b.who === 'people'
    ? [...a.people].sort().join() === [...b.people].sort().join()
    : a.who === b.who;
