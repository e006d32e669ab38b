import { certainFact } from './facts/certain.ts';
import { freeFact } from './facts/free.ts';
import { meetingFact } from './facts/meeting.ts';

/** What conditions can ask of the calendar. */
export const facts = [meetingFact, freeFact, certainFact];
