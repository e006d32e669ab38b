import type { Area } from '../area.ts';
import { calendarView } from './calendar-view.ts';
import { calendars } from './calendars.ts';
import { drive } from './drive.ts';
import { events } from './events.ts';
import { groups } from './groups.ts';
import { mailboxSettings } from './mailbox-settings.ts';
import { organization } from './organization.ts';
import { people } from './people.ts';
import { photo } from './photo.ts';
import { places } from './places.ts';
import { relations } from './relations.ts';
import { schedule } from './schedule.ts';
import { teams } from './teams.ts';
import { todo } from './todo.ts';
import { users } from './users.ts';

/** Every area of Graph that the sandbox serves: one file, one line. */
export const areas: Area[] = [
  users,
  relations,
  people,
  mailboxSettings,
  photo,
  groups,
  teams,
  places,
  organization,
  calendars,
  events,
  calendarView,
  schedule,
  todo,
  drive,
];
