/** A task of the seed. Days count from today in the person's zone. */
export interface TaskPlan {
  title: string;
  note?: string;
  due?: number;
  /** Time of day of a reminder on the day it is due. */
  reminder?: string;
  isImportant?: boolean;
  isDone?: boolean;
  /** Steps; those that begin with '+' are done. */
  steps?: string[];
  categories?: string[];
  repeats?: 'weekdays' | 'weekly' | 'monthly';
}

/** What everybody has one of in their default list: late, for today, for this week, for some day, done, and so on. */
export const kinds: TaskPlan[][] = [
  [
    { title: 'Submit travel expenses', due: -3, note: 'Receipts are in the blue folder.' },
    { title: 'Send feedback on the vendor shortlist', due: -1, isImportant: true },
    { title: 'Update emergency contact in the HR portal', due: -9 },
  ],
  [
    { title: 'Call back the print shop', due: 0, reminder: '15:00' },
    { title: 'Approve timesheets', due: 0, reminder: '16:30', isImportant: true },
    { title: 'Share notes from the weekly meeting', due: 0 },
  ],
  [
    { title: 'Book flights for the offsite', due: 2, categories: ['Travel'] },
    { title: 'Draft agenda for the quarterly review', due: 3, reminder: '09:00' },
    { title: 'Review the updated pricing sheet', due: 4 },
  ],
  [
    { title: 'Renew parking permit', due: 12 },
    { title: 'Prepare slides for the all-hands', due: 9, reminder: '10:00' },
    { title: 'Plan handover for vacation', due: 20 },
  ],
  [
    { title: 'Clean up the shared mailbox folders' },
    { title: 'Look into standing desks' },
    { title: 'Read the new style guide', note: 'Chapter 3 is about names.' },
  ],
  [
    { title: 'Order business cards', due: -6, isDone: true },
    { title: 'Reply to the newsletter request', due: -2, isDone: true },
    { title: 'Set up the new monitor', isDone: true },
  ],
  [
    {
      title: 'Prepare the budget request',
      due: 5,
      isImportant: true,
      categories: ['Finance'],
      steps: ['+Collect last year’s figures', 'Ask for two quotes', 'Write the summary'],
    },
    {
      title: 'Onboard the new colleague',
      due: 6,
      isImportant: true,
      steps: ['+Order a laptop', '+Book the welcome lunch', 'Introduce to the team', 'Plan the first week'],
    },
  ],
  [
    { title: 'Write the weekly status', due: 1, repeats: 'weekly', reminder: '15:30' },
    { title: 'Check the open tickets', due: 0, repeats: 'weekdays' },
    { title: 'Submit the monthly report', due: 8, repeats: 'monthly' },
  ],
];

const shopping: TaskPlan[] = [
  { title: 'Milk' },
  { title: 'Coffee beans' },
  { title: 'Bread', isDone: true },
  { title: 'Birthday card', due: 1 },
];
const reading: TaskPlan[] = [
  { title: 'Thinking in Systems' },
  { title: 'Article on remote teams', note: 'From the Tuesday newsletter.' },
  { title: 'The Design of Everyday Things', isDone: true },
];
const home: TaskPlan[] = [
  { title: 'Pay the electricity bill', due: 4, repeats: 'monthly', isImportant: true },
  { title: 'Dentist: make an appointment', due: -2 },
  { title: 'Return the library books', due: 1, reminder: '18:00' },
];

/** Lists of everybody's own choice. */
export const ownLists: [name: string, tasks: TaskPlan[]][] = [
  ['Groceries', shopping],
  ['Reading', reading],
  ['Home', home],
];

/** A list that comes with the work, by department. */
export const workLists: Record<string, [name: string, tasks: TaskPlan[]]> = {
  Marketing: [
    'Mark 8 launch',
    [
      { title: 'Sign off the launch video', due: 2, isImportant: true },
      { title: 'Brief the agency', due: -1, steps: ['+Write the brief', 'Send the brand guide'] },
      { title: 'Order booth material', due: 10 },
      { title: 'Choose the hashtag', isDone: true },
    ],
  ],
  Retail: [
    'Store openings',
    [
      { title: 'Confirm the opening date for Bellevue', due: 1, reminder: '09:00', isImportant: true },
      { title: 'Check the signage order', due: 3 },
      { title: 'Hire seasonal staff', due: 14, steps: ['Post the ads', 'Plan interviews'] },
    ],
  ],
  Engineering: [
    'Engineering backlog',
    [
      { title: 'Fix the flaky import test', due: 0 },
      { title: 'Write the design note for sync', due: 5, isImportant: true },
      { title: 'Update dependencies', due: 7, repeats: 'monthly' },
    ],
  ],
  'R&D': [
    'Prototypes',
    [
      { title: 'Print the second housing', due: 2 },
      { title: 'Measure battery life', due: -4, steps: ['+Charge', 'Run overnight'] },
    ],
  ],
  HR: [
    'Hiring',
    [
      { title: 'Send the offer letter', due: 0, reminder: '11:00', isImportant: true },
      { title: 'Plan the summer internships', due: 16 },
    ],
  ],
  Legal: ['Contracts', [{ title: 'Review the lease in Munich', due: 3, isImportant: true }]],
};
