import type { plannedOutput, Target } from '@aide/contracts/posts';
import {
  Body1,
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Select,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { ImageAddRegular } from '@fluentui/react-icons';
import { type FormEvent, useRef } from 'react';
import type { z } from 'zod';
import { useNotify } from '../../app/notify.tsx';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { useWork } from '../../components/use-work.ts';
import { useWrites } from '../../components/writes-context.ts';
import { contentOf, emptyDraft, type Importance, inChannel, isWritten, writeOf } from './draft.ts';
import { ImageStrip } from './image-strip.tsx';
import { imageBudget, imageOf, mostImages } from './images.ts';
import { instantOf } from './moment.ts';
import { PlacePicker } from './place-picker.tsx';
import { labelOf } from './places.ts';
import { PreviewCard } from './preview.tsx';
import { SizeNote } from './size-note.tsx';
import { TextEditor } from './text-editor.tsx';
import { useDraft } from './use-draft.ts';
import { usePreview } from './use-preview.ts';
import { WhenChoice } from './when-choice.tsx';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gap: tokens.spacingHorizontalXL,
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    alignItems: 'start',
    '@media (max-width: 800px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  form: { display: 'grid', gap: tokens.spacingVerticalM, minWidth: 0 },
  pair: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    '& > *:first-child': { flex: '1 1 12rem' },
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, justifyContent: 'end' },
  image: { marginInlineEnd: 'auto' },
});

interface Props {
  clock: Pick<z.infer<typeof plannedOutput>, 'timeZone' | 'now'> | undefined;
  /** Where it goes, where that is no choice. */
  place?: Target;
}

/** Writes a message, with how it will look beside it; sends it now or later. */
export function Composer({ clock, place }: Props) {
  const styles = useStyles();
  const { host } = useSession();
  const notify = useNotify();
  const { write } = useWrites();
  const { draft: kept, change, set } = useDraft();
  const draft = place ? { ...kept, to: place } : kept;
  const { working, error, run, retry, clear } = useWork();
  const previewed = usePreview(draft);
  const picker = useRef<HTMLInputElement>(null);
  const { to, edits, replaces, later, images } = draft;
  const at = later && clock ? instantOf(later, clock.timeZone) : undefined;
  const tooLong = previewed.current && previewed.value?.fits === false;
  const ready = isWritten(draft) && (to || edits) && (!later || at) && !tooLong;
  const verb = edits
    ? 'Save'
    : replaces
      ? 'Save the plan'
      : later
        ? 'Plan it'
        : to?.kind === 'thread'
          ? 'Reply'
          : 'Post';

  const send = (what: { action: string; input: object } | undefined, confirm: string) =>
    run(async () => {
      if (!what || !(await write(what.action, what.input, { confirm }))) return;
      // Who has written there may want to write there again.
      set(edits || to?.kind === 'thread' ? emptyDraft : { ...emptyDraft, to });
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void send(writeOf(draft, at), verb);
  };
  const asFile = () => {
    const { subject, text, importance, mentions } = contentOf(draft);
    return send({ action: 'posts.postAsFile', input: { to, subject, text, importance, mentions } }, 'Post as a file');
  };
  const addImages = async (files: File[]) => {
    let room = imageBudget - images.reduce((sum, image) => sum + image.contentBytes.length, 0);
    const added = [];
    for (const file of files.slice(0, mostImages - images.length)) {
      const image = await imageOf(file, room);
      if (!image) continue;
      room -= image.contentBytes.length;
      added.push(image);
    }
    change({ images: [...images, ...added] });
    if (added.length < files.length) notify.say('Not every image has room in one message: post the others after it.');
  };
  const discard = () => {
    clear();
    set(emptyDraft);
  };
  return (
    <div className={styles.page}>
      <form className={styles.form} onSubmit={submit} aria-label="Post">
        {edits ? (
          <MessageBar>
            <MessageBarBody>{`You are changing your message in ${edits.place}.`}</MessageBarBody>
          </MessageBar>
        ) : to?.kind === 'thread' ? (
          <MessageBar>
            <MessageBarBody>{labelOf(to)}</MessageBarBody>
            <MessageBarActions>
              <Button size="small" onClick={() => change({ to: { ...to, kind: 'channel' } })}>
                New post instead
              </Button>
            </MessageBarActions>
          </MessageBar>
        ) : place ? null : (
          <PlacePicker
            value={to}
            onChange={(next) =>
              change({
                to: next,
                // Of another place, neither its tags nor its urgency go along.
                mentions: draft.mentions.filter(({ kind }) => kind === 'person'),
                ...(inChannel(next) && draft.importance === 'urgent' ? { importance: 'high' } : {}),
              })
            }
          />
        )}
        <div className={styles.pair}>
          {to?.kind === 'thread' || (to && !inChannel(to)) ? (
            <span />
          ) : (
            <Field label="Subject">
              <Input value={draft.subject} maxLength={255} onChange={(_, { value }) => change({ subject: value })} />
            </Field>
          )}
          <Field label="Importance">
            <Select value={draft.importance} onChange={(_, { value }) => change({ importance: value as Importance })}>
              <option value="normal">Normal</option>
              <option value="high">Important</option>
              {to && !inChannel(to) ? <option value="urgent">Urgent</option> : null}
            </Select>
          </Field>
        </div>
        <TextEditor draft={draft} change={change} addImages={(files) => void addImages(files)} />
        <ImageStrip images={images} remove={(index) => change({ images: images.filter((_, i) => i !== index) })} />
        <SizeNote
          preview={previewed.value}
          locale={host.locale}
          asFile={inChannel(to) && !edits && images.length === 0 ? asFile : undefined}
          working={working}
        />
        {edits ? null : (
          <WhenChoice
            later={later}
            change={(next) => change({ later: next })}
            clock={clock}
            at={at}
            locale={host.locale}
          />
        )}
        {error === undefined ? null : <Problem error={error} retry={retry} />}
        <div className={styles.actions}>
          {edits ? null : (
            <Button
              className={styles.image}
              appearance="subtle"
              icon={<ImageAddRegular />}
              disabled={images.length >= mostImages}
              onClick={() => picker.current?.click()}
            >
              Image
            </Button>
          )}
          <input
            ref={picker}
            type="file"
            accept="image/*"
            multiple
            hidden
            aria-label="Images"
            onChange={({ target }) => {
              void addImages([...(target.files ?? [])]);
              target.value = '';
            }}
          />
          {edits || replaces || isWritten(draft) ? (
            <Button disabled={working} onClick={discard}>
              {edits || replaces ? 'Leave it as it was' : 'Discard'}
            </Button>
          ) : null}
          <Button
            type="submit"
            appearance="primary"
            disabled={working || !ready}
            icon={working ? <Spinner size="tiny" /> : null}
          >
            {verb}
          </Button>
        </div>
      </form>
      <PreviewCard draft={draft} previewed={previewed} />
      <Body1
        aria-live="polite"
        style={{ position: 'absolute', clip: 'rect(0 0 0 0)', overflow: 'hidden', width: 1, height: 1 }}
      >
        {tooLong ? 'The text is too long for a message.' : ''}
      </Body1>
    </div>
  );
}
