import type { participantsOutput } from '@aide/contracts/mail';
import type { ProposeInput, ProposeOutput, Slot } from '@aide/contracts/schedule';
import type { Picked } from '@aide/tab/people-field';
import { useLoad } from '@aide/tab/use-load';
import { Button, Checkbox, Field, Input, Radio, RadioGroup, Select, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import type { z } from 'zod';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Starting } from '../../app/starting.tsx';
import { PeoplePicker } from '../../components/people-picker.tsx';
import { WriteForm } from '../../components/write-form.tsx';
import type { MailActionProps } from '../actions.ts';
import { titleOf } from '../task/from-mail.ts';
import { Invited, type Participant, type Role } from './invited.tsx';
import { Proposals } from './proposals.tsx';
import { choicesOf } from './when.ts';

/** One person, however the address is written. */
const keyOf = ({ address }: { address: string }) => address.toLowerCase();
const durations = [15, 30, 45, 60, 90, 120];

/** A meeting with everybody in the conversation, at a time that suits them. */
export default function Meeting({ mail, back }: MailActionProps) {
  const { api, host } = useSession();
  const clock = { zone: mail.timeZone, locale: host.locale };
  const [choices] = useState(() => choicesOf(mail.times, Date.parse(mail.now), clock));
  const [when, setWhen] = useState(choices[0]?.id ?? '');
  const [minutes, setMinutes] = useState(30);
  /** By `keyOf`, where it is not as the conversation has it. */
  const [roles, setRoles] = useState<Record<string, Role>>({});
  const [added, setAdded] = useState<Participant[]>([]);
  const [found, setFound] = useState<ProposeOutput>();
  const [slot, setSlot] = useState<Slot>();
  const [looking, setLooking] = useState(false);
  const [wrong, setWrong] = useState<unknown>();
  const [subject, setSubject] = useState(() => titleOf(mail.subject));
  const [online, setOnline] = useState(true);
  const who = useLoad(mail.id, (signal) =>
    api.query<z.infer<typeof participantsOutput>>('mail.participants', { message: mail.id }, signal),
  );
  const people = [...(who.value?.participants ?? []), ...added];
  const asked = (role: Role) =>
    people
      .filter((person) => (roles[keyOf(person)] ?? person.role) === role)
      .map(({ address, name }) => ({ address, ...(name ? { name } : {}) }));
  const invited = { required: asked('required'), optional: asked('optional') };
  const nobody = invited.required.length + invited.optional.length === 0;
  /** What was found is not for this any more. */
  const changed = () => {
    setFound(undefined);
    setSlot(undefined);
  };
  const look = async () => {
    const choice = choices.find(({ id }) => id === when);
    if (!choice || looking) return;
    setLooking(true);
    setWrong(undefined);
    changed();
    const { window, wish } = choice;
    const wanted: ProposeInput = { ...invited, durationMinutes: minutes, window, ...(wish ? { wish } : {}) };
    try {
      setFound(await api.query<ProposeOutput>('schedule.propose', wanted));
    } catch (error) {
      setWrong(error);
    } finally {
      setLooking(false);
    }
  };
  if (who.value === undefined)
    return who.error === undefined ? (
      <Starting label="Reading who is in the conversation" />
    ) : (
      <Problem error={who.error} retry={who.reload} />
    );
  const { start, end } = slot ?? {};
  const { conversationId } = mail;
  const about = conversationId ? { about: { conversationId } } : {};
  const input =
    slot && subject.trim() ? { subject: subject.trim(), start, end, ...invited, online, ...about } : undefined;
  const invite = (picked: Picked[]) => {
    const known = new Set(people.map(keyOf));
    const fresh = picked.filter((person) => !known.has(keyOf(person)));
    setAdded((all) => [
      ...all,
      ...fresh.map(({ displayName, address }) => ({
        name: displayName,
        address,
        role: 'required' as const,
        wrote: false,
      })),
    ]);
    // Somebody who was left out, and is wanted after all.
    setRoles((all) => ({ ...all, ...Object.fromEntries(picked.map((person) => [keyOf(person), 'required'])) }));
    changed();
  };
  return (
    <WriteForm
      action="schedule.book"
      input={input}
      ready={slot !== undefined}
      confirm="Book it"
      working="Booking …"
      back={back}
    >
      <Invited
        people={people}
        roleOf={(person) => roles[keyOf(person)] ?? person.role}
        onChange={(address, role) => {
          setRoles((all) => ({ ...all, [keyOf({ address })]: role }));
          changed();
        }}
      />
      <PeoplePicker label="Invite somebody else" value={[]} onChange={invite} takesAddresses />
      <Field label="When">
        <RadioGroup
          value={when}
          onChange={(_, { value }) => {
            setWhen(value);
            changed();
          }}
        >
          {choices.map(({ id, label, note }) => (
            <Radio key={id} value={id} label={note ? `${label}. ${note}` : label} />
          ))}
        </RadioGroup>
      </Field>
      <Field label="How long">
        <Select
          value={minutes}
          onChange={(_, { value }) => {
            setMinutes(Number(value));
            changed();
          }}
        >
          {durations.map((one) => (
            <option key={one} value={one}>
              {one} minutes
            </option>
          ))}
        </Select>
      </Field>
      {wrong === undefined ? null : <Problem error={wrong} retry={look} />}
      {found ? (
        <Proposals
          found={found}
          names={new Map(people.map((person) => [keyOf(person), person.name ?? person.address]))}
          chosen={slot}
          choose={setSlot}
        />
      ) : (
        <Button
          appearance="primary"
          disabledFocusable={nobody || looking}
          onClick={look}
          icon={looking ? <Spinner size="tiny" /> : undefined}
        >
          {looking ? 'Looking for times …' : nobody ? 'Nobody is invited' : 'Find times'}
        </Button>
      )}
      {slot ? (
        <>
          <Field label="Subject" required validationMessage={subject.trim() ? undefined : 'A meeting needs a subject.'}>
            <Input value={subject} maxLength={255} onChange={(_, { value }) => setSubject(value)} />
          </Field>
          <Checkbox
            label="With a Teams link"
            checked={online}
            onChange={(_, { checked }) => setOnline(checked === true)}
          />
        </>
      ) : null}
    </WriteForm>
  );
}
