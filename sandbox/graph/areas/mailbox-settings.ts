import { IANAZone } from 'luxon';
import { findIana } from 'windows-iana';
import { z } from 'zod';
import type { UserRow } from '../../tenant/model.ts';
import type { Row } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { type Area, type GraphCall, GraphFailure, type GraphReply, type Route } from '../area.ts';
import { instantOf } from '../calendar/times.ts';
import { collection, entity } from '../odata-reply.ts';
import { mailboxSettingNames } from '../permissions/outlook.ts';
import { windowsZone } from '../shapes.ts';

/** What the mailbox keeps that the user's row does not. id = user id. */
interface SettingsRow extends Row {
  dateFormat?: string;
  timeFormat?: string;
  /** As the person gave it, when it is not the mailbox's own zone. */
  workingHoursTimeZone?: string;
  automaticRepliesSetting?: Record<string, unknown>;
  delegateMeetingMessageDeliveryOptions?: string;
}

const dateTimeTimeZone = z.object({ dateTime: z.string(), timeZone: z.string() });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$/);
const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const change = z.strictObject({
  '@odata.context': z.string().optional(),
  '@odata.type': z.string().optional(),
  timeZone: z.string().optional(),
  dateFormat: z.string().optional(),
  timeFormat: z.string().optional(),
  language: z
    .object({ locale: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), displayName: z.string().optional() })
    .optional(),
  workingHours: z
    .object({
      daysOfWeek: z.array(z.enum(days)),
      startTime: time,
      endTime: time,
      timeZone: z.object({ name: z.string() }),
    })
    .partial()
    .optional(),
  automaticRepliesSetting: z
    .object({
      status: z.enum(['disabled', 'alwaysEnabled', 'scheduled']),
      externalAudience: z.enum(['none', 'contactsOnly', 'all']),
      scheduledStartDateTime: dateTimeTimeZone,
      scheduledEndDateTime: dateTimeTimeZone,
      internalReplyMessage: z.string().nullable(),
      externalReplyMessage: z.string().nullable(),
    })
    .partial()
    .optional(),
  delegateMeetingMessageDeliveryOptions: z
    .enum(['sendToDelegateAndInformationToPrincipal', 'sendToDelegateAndPrincipal', 'sendToDelegateOnly'])
    .optional(),
});

/** https://learn.microsoft.com/graph/api/resources/mailboxsettings */
export const mailboxSettings: Area = {
  name: 'mailboxSettings',
  routes: [
    {
      method: 'GET',
      path: '{user}/mailboxSettings',
      mailbox: true,
      handle: (call) => entity(call, settingsOf(call.tenant, call.user)),
    },
    { method: 'PATCH', path: '{user}/mailboxSettings', mailbox: true, handle: update },
    ...mailboxSettingNames.map(
      (name): Route => ({
        method: 'GET',
        path: `{user}/mailboxSettings/${name}`,
        mailbox: true,
        handle: (call) => one(call, name),
      }),
    ),
    {
      method: 'GET',
      path: '{user}/outlook/supportedTimeZones',
      handle: (call) => ({
        body: {
          '@odata.context': `${call.tenant.origin}/v1.0/$metadata#Collection(microsoft.graph.timeZoneInformation)`,
          value: supportedZones.map((alias) => ({ alias, displayName: alias })),
        },
      }),
    },
    { method: 'GET', path: '{user}/outlook/supportedTimeZones(TimeZoneStandard={standard})', handle: zonesBy },
    {
      method: 'GET',
      path: '{user}/outlook/supportedLanguages',
      handle: (call) => collection(call, supportedLocales, { pageSize: supportedLocales.length }),
    },
  ],
};

/** Each named in its own language. https://learn.microsoft.com/graph/api/outlookuser-supportedlanguages */
const supportedLocales = (
  'ar-SA bg-BG cs-CZ da-DK de-AT de-CH de-DE el-GR en-AU en-CA en-GB en-IE en-IN en-US es-ES es-MX et-EE fi-FI fr-BE ' +
  'fr-CA fr-CH fr-FR he-IL hi-IN hr-HR hu-HU id-ID it-IT ja-JP ko-KR lt-LT lv-LV nb-NO nl-BE nl-NL pl-PL pt-BR pt-PT ' +
  'ro-RO ru-RU sk-SK sl-SI sv-SE th-TH tr-TR uk-UA vi-VN zh-CN zh-TW'
)
  .split(' ')
  .map((locale) => {
    const names = new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' });
    return { locale, displayName: names.of(locale) ?? locale };
  });

const supportedZones = [
  ...new Set(
    Intl.supportedValuesOf('timeZone').flatMap((zone) => (windowsZone(zone) === zone ? [] : [windowsZone(zone)])),
  ),
  'UTC',
].sort();

/** By the names of Windows, or by those of IANA. https://learn.microsoft.com/graph/api/outlookuser-supportedtimezones */
function zonesBy(call: GraphCall): GraphReply {
  const { standard = '' } = call.params;
  if (!/^(windows|iana)$/i.test(standard))
    throw new GraphFailure(400, 'BadRequest', `The value '${standard}' is not a member of timeZoneStandard.`);
  const names = /^iana$/i.test(standard) ? Intl.supportedValuesOf('timeZone') : supportedZones;
  return collection(
    call,
    names.map((alias) => ({ alias, displayName: alias })),
    { pageSize: names.length },
  );
}

/** Until somebody chooses others, a mailbox's formats are those of its language: "M/d/yyyy", "dd/MM/yyyy". */
const dateFormatOf = (language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'short', numberingSystem: 'latn', timeZone: 'UTC' })
    .formatToParts(Date.UTC(2003, 1, 1))
    .map(({ type, value }) => {
      if (type === 'year') return 'yyyy';
      return type === 'literal' ? value : (type === 'month' ? 'M' : 'd').repeat(value.length);
    })
    .join('');
const timeFormatOf = (language: string): string => {
  const { hourCycle } = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).resolvedOptions();
  return hourCycle === 'h12' || hourCycle === 'h11' ? 'h:mm tt' : 'HH:mm';
};

const rows = (tenant: Tenant) => tenant.store.table<SettingsRow>('mailboxSettings');

function settingsOf(tenant: Tenant, user: UserRow) {
  const row = rows(tenant).get(user.id);
  const nowhere = { dateTime: '0001-01-01T00:00:00.0000000', timeZone: 'UTC' };
  return {
    archiveFolder: null,
    timeZone: windowsZone(user.timeZone),
    delegateMeetingMessageDeliveryOptions: row?.delegateMeetingMessageDeliveryOptions ?? 'sendToDelegateOnly',
    dateFormat: row?.dateFormat ?? dateFormatOf(user.preferredLanguage),
    timeFormat: row?.timeFormat ?? timeFormatOf(user.preferredLanguage),
    userPurpose: 'user',
    automaticRepliesSetting: {
      status: 'disabled',
      externalAudience: 'all',
      internalReplyMessage: '',
      externalReplyMessage: '',
      scheduledStartDateTime: nowhere,
      scheduledEndDateTime: nowhere,
      ...row?.automaticRepliesSetting,
    },
    language: {
      locale: user.preferredLanguage,
      displayName: new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' }).of(
        user.preferredLanguage,
      ),
    },
    workingHours: {
      ...user.workingHours,
      timeZone: { name: row?.workingHoursTimeZone ?? windowsZone(user.timeZone) },
    },
  };
}

/** What somebody who writes to this person is told: https://learn.microsoft.com/graph/api/resources/automaticrepliesmailtips */
export function automaticReplyOf(tenant: Tenant, user: UserRow): Record<string, unknown> {
  const { automaticRepliesSetting: replies, language } = settingsOf(tenant, user);
  const isScheduled = replies.status === 'scheduled';
  const now = tenant.clock.now().getTime();
  const isNow = () => now >= instantOf(replies.scheduledStartDateTime) && now < instantOf(replies.scheduledEndDateTime);
  const isOn = replies.status === 'alwaysEnabled' || (isScheduled && isNow());
  if (!isOn) return { message: '' };
  return {
    message: replies.internalReplyMessage ?? '',
    messageLanguage: language,
    ...(isScheduled && {
      scheduledStartTime: replies.scheduledStartDateTime,
      scheduledEndTime: replies.scheduledEndDateTime,
    }),
  };
}

/** One setting: a plain one in `value`, a structured one as it is. */
function one(call: GraphCall, name: (typeof mailboxSettingNames)[number]) {
  const value: unknown = settingsOf(call.tenant, call.user)[name];
  return entity(call, typeof value === 'object' && value !== null ? { ...value } : { value });
}

function update(call: GraphCall) {
  const parsed = change.safeParse(call.body);
  if (!parsed.success)
    throw new GraphFailure(
      400,
      'ErrorInvalidArgument',
      `The mailbox settings are not valid: ${z.prettifyError(parsed.error)}`,
    );
  const { timeZone, language, workingHours, '@odata.context': _, '@odata.type': __, ...kept } = parsed.data;
  const { tenant, user } = call;
  const { timeZone: hoursZone, ...hours } = workingHours ?? {};
  if (hoursZone) ianaZone(hoursZone.name);
  tenant.tables.users.put({
    ...user,
    ...(timeZone === undefined ? {} : { timeZone: ianaZone(timeZone) }),
    ...(language === undefined ? {} : { preferredLanguage: language.locale }),
    workingHours: { ...user.workingHours, ...hours },
  });
  const before = rows(tenant).get(user.id);
  rows(tenant).put({
    ...before,
    ...kept,
    id: user.id,
    ...(hoursZone ? { workingHoursTimeZone: hoursZone.name } : {}),
    automaticRepliesSetting: { ...before?.automaticRepliesSetting, ...kept.automaticRepliesSetting },
  });
  return entity(call, settingsOf(tenant, tenant.tables.users.get(user.id)!));
}

/** Outlook takes Windows names and IANA names. */
function ianaZone(name: string): string {
  const zone = findIana(name)[0] ?? (IANAZone.isValidZone(name) ? name : undefined);
  if (zone === undefined)
    throw new GraphFailure(400, 'ErrorInvalidTimeZone', `The time zone '${name}' is not supported.`);
  return zone;
}
