/** A meeting that comes again: written as single events, because that is how people find it in a week. */
export interface Meeting {
  subject: string;
  organizer: string;
  attendees: string[];
  /** 1 = Monday */
  weekdays: number[];
  /** In the organizer's zone. */
  time: string;
  minutes: number;
  /** Every so many weeks. Default 1. */
  every?: number;
  room?: string;
  online?: boolean;
}

const mark8 = ['Megan Bowen', 'Alex Wilber', 'Grady Archie', 'Lidia Holloway', 'Johanna Lorenz', 'Henrietta Mueller'];

export const meetings: Meeting[] = [
  {
    subject: 'Mark 8 stand-up',
    organizer: 'Lidia Holloway',
    attendees: mark8,
    weekdays: [1, 3, 5],
    time: '16:00',
    minutes: 15,
    online: true,
  },
  {
    subject: 'Mark 8 design review',
    organizer: 'Grady Archie',
    attendees: mark8,
    weekdays: [2],
    time: '11:00',
    minutes: 60,
    online: true,
  },
  {
    subject: 'Mark 8 launch readiness',
    organizer: 'Megan Bowen',
    attendees: [...mark8, 'Isaiah Langer'],
    weekdays: [4],
    time: '08:00',
    minutes: 45,
    online: true,
  },
  {
    subject: 'Retail weekly',
    organizer: 'Miriam Graham',
    attendees: ['Adele Vance', 'Lynne Robbins', 'Isaiah Langer'],
    weekdays: [1],
    time: '08:30',
    minutes: 60,
    online: true,
  },
  {
    subject: 'Store openings',
    organizer: 'Adele Vance',
    attendees: ['Lynne Robbins', 'Miriam Graham'],
    weekdays: [4],
    time: '10:00',
    minutes: 45,
    room: 'adams',
    online: true,
  },
  {
    subject: 'Leadership meeting',
    organizer: 'Patti Fernandez',
    attendees: ['Nestor Wilke', 'Miriam Graham', 'Megan Bowen'],
    weekdays: [1],
    time: '10:00',
    minutes: 90,
    room: 'baker',
    online: true,
  },
  {
    subject: 'Asia Pacific review',
    organizer: 'Patti Fernandez',
    attendees: ['Lee Gu', 'Pradeep Gupta'],
    weekdays: [2],
    time: '16:00',
    minutes: 60,
    online: true,
  },
  {
    subject: 'Marketing sync',
    organizer: 'Megan Bowen',
    attendees: ['Alex Wilber', 'Isaiah Langer'],
    weekdays: [2],
    time: '08:30',
    minutes: 30,
    online: true,
  },
  {
    subject: 'Campaign planning',
    organizer: 'Megan Bowen',
    attendees: ['Alex Wilber', 'Adele Vance'],
    weekdays: [3],
    time: '13:00',
    minutes: 60,
    room: 'rainier',
  },
  {
    subject: 'Hiring round',
    organizer: 'Diego Siciliani',
    attendees: ['Joni Sherman', 'Nestor Wilke'],
    weekdays: [4],
    time: '09:30',
    minutes: 45,
    online: true,
  },
  {
    subject: 'Operations review',
    organizer: 'Nestor Wilke',
    attendees: ['Diego Siciliani', 'Grady Archie'],
    weekdays: [3],
    time: '14:00',
    minutes: 60,
    online: true,
  },
  {
    subject: 'Engineering sync',
    organizer: 'Johanna Lorenz',
    attendees: ['Henrietta Mueller', 'Lidia Holloway'],
    weekdays: [2],
    time: '10:30',
    minutes: 45,
    online: true,
  },
  {
    subject: 'Code review',
    organizer: 'Henrietta Mueller',
    attendees: ['Johanna Lorenz'],
    weekdays: [4],
    time: '14:00',
    minutes: 60,
  },
  {
    subject: 'Contract questions',
    organizer: 'Joni Sherman',
    attendees: ['Lidia Holloway', 'Isaiah Langer'],
    weekdays: [3],
    time: '11:00',
    minutes: 30,
    online: true,
  },
  {
    subject: 'Month-end close',
    organizer: 'Pradeep Gupta',
    attendees: ['Lee Gu'],
    weekdays: [3],
    time: '10:00',
    minutes: 60,
  },
  {
    subject: 'Supplier call',
    organizer: 'Lee Gu',
    attendees: ['Pradeep Gupta'],
    weekdays: [4],
    time: '14:00',
    minutes: 60,
    online: true,
  },
  {
    subject: 'Factory walk-through',
    organizer: 'Lee Gu',
    attendees: ['Pradeep Gupta'],
    weekdays: [5],
    time: '09:30',
    minutes: 90,
  },
];

/** Subjects of what people put into their own days, by department; '*' for everybody. */
export const ownWork: Record<string, string[]> = {
  '*': ['Focus time', 'Focus time', 'Email and follow-ups', 'Prepare slides', 'Expense reports', 'Planning'],
  'Executive Management': ['Board preparation', 'Investor call', 'Press interview'],
  Marketing: ['Agency call', 'Write launch copy', 'Website review', 'Budget forecast'],
  Retail: ['Store visit', 'Supplier negotiation', 'Shelf plan review', 'Sales figures'],
  HR: ['Interview: designer', 'Interview: accountant', 'Onboarding', 'Policy review'],
  'R&D': ['Prototype tests', 'Lab time', 'Design critique', 'Patent draft'],
  Operations: ['Site visit', 'Vendor review', 'Capacity planning'],
  Engineering: ['Backlog refinement', 'Incident review', 'Architecture notes', 'Customer escalation'],
  Sales: ['Customer demo', 'Pipeline review', 'Quote for Fabrikam'],
  Legal: ['Contract review', 'Court deadline', 'Trademark search'],
  Manufacturing: ['Line inspection', 'Shift handover', 'Quality audit'],
  Finance: ['Invoices', 'Audit preparation', 'Forecast update'],
};

/** What two or three people meet about. */
export const topics = [
  'Budget 2027',
  'Mark 8 pricing',
  'Quarterly figures',
  'Trade fair',
  'Customer feedback',
  'New packaging',
  'Website relaunch',
  'Travel plans',
  'Supplier contract',
  'Team offsite',
];
export const holds = ['Hold: dentist', 'Hold: customer visit', 'Hold: workshop', 'Hold: travel'];
export const roomUse = ['Training', 'Customer visit', 'Candidate interviews', 'Room set-up'];
