import type { Presence } from '@aide/contracts/people';
import type { Presence as GraphPresence } from '@microsoft/microsoft-graph-types';

export function presenceOf(presence: GraphPresence): Presence {
  const statusMessage = presence.statusMessage?.message?.content?.trim();
  // The generated types know outOfOfficeSettings in beta only; v1.0 has it as well.
  const { outOfOfficeSettings } = presence as { outOfOfficeSettings?: { isOutOfOffice?: boolean | null } | null };
  return {
    availability: presence.availability ?? 'PresenceUnknown',
    activity: presence.activity ?? 'PresenceUnknown',
    ...(statusMessage ? { statusMessage } : {}),
    outOfOffice: outOfOfficeSettings?.isOutOfOffice === true || presence.activity === 'OutOfOffice',
  };
}

type Words = { text: string; kind: 'good' | 'warning' | 'attention' };

const availabilities: Record<string, Words> = {
  Available: { text: 'Available', kind: 'good' },
  AvailableIdle: { text: 'Available, not at the keyboard', kind: 'good' },
  Busy: { text: 'Busy', kind: 'attention' },
  BusyIdle: { text: 'Busy', kind: 'attention' },
  DoNotDisturb: { text: 'Do not disturb', kind: 'attention' },
  BeRightBack: { text: 'Right back', kind: 'warning' },
  Away: { text: 'Away', kind: 'warning' },
  Offline: { text: 'Offline', kind: 'warning' },
};

const activities: Record<string, string> = {
  InACall: 'in a call',
  InAConferenceCall: 'in a call',
  InAMeeting: 'in a meeting',
  Presenting: 'presenting',
  UrgentInterruptionsOnly: 'urgent matters only',
  OffWork: 'off work',
  Inactive: 'not active',
};

/** "Busy, in a meeting": in words, and in the colour of its kind. */
export function presenceWords({ availability, activity, outOfOffice }: Presence): Words {
  const { text, kind } = availabilities[availability] ?? { text: 'Presence not known', kind: 'warning' };
  const more = [activities[activity], outOfOffice ? 'out of office' : undefined].filter(Boolean);
  return { text: [text, ...more].join(', '), kind: outOfOffice && kind === 'good' ? 'warning' : kind };
}
