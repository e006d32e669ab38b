/** Folders and files of the seed: what people of a department have in their OneDrive, and teams in their channels. */

/** '' is the root. */
export type Shelf = Record<string, string[]>;

export const everybody: Shelf = {
  '': ['Getting started with OneDrive.pdf', 'Notes.md', 'To read.txt'],
  Documents: ['Expense report.xlsx', 'Travel plan.docx', 'Career goals.docx'],
  Pictures: ['Team photo.png'],
};

export const byDepartment: Record<string, Shelf> = {
  'Executive Management': {
    Board: ['Board update.pptx', 'Strategy 2027.docx', 'Annual budget.xlsx'],
    'Board/Archive': ['Board minutes.pdf'],
  },
  Marketing: {
    Campaigns: ['Campaign brief.docx', 'Media plan.xlsx', 'Launch deck.pptx'],
    'Campaigns/Spring': ['Spring banner.png', 'Spring results.csv'],
    Reports: ['Quarterly marketing report.pptx', 'Budget.xlsx'],
  },
  Retail: {
    Stores: ['Store list.xlsx', 'Opening checklist.docx', 'Floor plan.pdf'],
    Reports: ['Weekly sales.xlsx', 'Customer survey.csv'],
  },
  Sales: {
    Customers: ['Customer list.xlsx', 'Northwind proposal.docx', 'Pricing.xlsx'],
    Reports: ['Pipeline.xlsx'],
  },
  HR: {
    Hiring: ['Interview guide.docx', 'Job description designer.docx', 'Candidates.xlsx'],
    Policies: ['Holiday policy.pdf', 'Onboarding plan.docx'],
  },
  Engineering: {
    Specs: ['Mark 8 specification.docx', 'Architecture.md', 'Test plan.docx'],
    Reviews: ['Design review.pptx', 'Findings.md'],
  },
  'R&D': {
    Sketches: ['Mark 8 housing.png', 'Mark 8 handle.png'],
    Research: ['Materials study.pdf', 'Prototype notes.md', 'Measurements.csv'],
  },
  Operations: { Processes: ['Process map.pptx', 'Supplier scorecard.xlsx'], Reports: ['Operations review.docx'] },
  Legal: { Contracts: ['Northwind contract.docx', 'NDA template.docx', 'Contract register.xlsx'] },
  Manufacturing: { Plant: ['Production plan.xlsx', 'Safety report.pdf', 'Shift schedule.xlsx'] },
  Finance: { Ledgers: ['Budget.xlsx', 'Forecast.xlsx', 'Invoices.csv'], Reports: ['Month end close.docx'] },
};

/** By the name of the team, then of the channel. Others get the general ones. */
export const byChannel: Record<string, Record<string, string[]>> = {
  'Mark 8 Project Team': {
    General: ['Project plan.xlsx', 'Kickoff.pptx', 'Team roster.docx'],
    Design: ['Design guide.pdf', 'Color study.png', 'Housing concepts.pptx'],
    'Go to Market Plan': ['Go to market plan.docx', 'Launch budget.xlsx', 'Press release draft.docx'],
  },
  Retail: {
    General: ['Retail handbook.pdf', 'Weekly summary.docx'],
    'Store Openings': ['Opening schedule.xlsx', 'Landlord contacts.xlsx', 'Opening checklist.docx'],
  },
};
export const anyChannel = ['Welcome.docx', 'Meeting notes.md'];

/** Who shared what with whom: owner, path, with, role. */
export const shared: [owner: string, path: string, recipients: string[], role: 'read' | 'write'][] = [
  ['Megan Bowen', 'Reports/Budget.xlsx', ['Adele Vance', 'Alex Wilber', 'Isaiah Langer'], 'read'],
  ['Megan Bowen', 'Campaigns/Launch deck.pptx', ['Lidia Holloway', 'Adele Vance'], 'write'],
  ['Alex Wilber', 'Campaigns', ['Megan Bowen'], 'write'],
  ['Patti Fernandez', 'Board/Strategy 2027.docx', ['Megan Bowen', 'Nestor Wilke', 'Miriam Graham'], 'read'],
  [
    'Lidia Holloway',
    'Specs/Mark 8 specification.docx',
    ['Megan Bowen', 'Johanna Lorenz', 'Henrietta Mueller', 'Grady Archie'],
    'write',
  ],
  ['Diego Siciliani', 'Policies/Holiday policy.pdf', ['Joni Sherman', 'Grady Archie', 'Adele Vance'], 'read'],
  ['Miriam Graham', 'Stores/Store list.xlsx', ['Adele Vance', 'Lynne Robbins'], 'write'],
  ['Pradeep Gupta', 'Reports/Month end close.docx', ['Patti Fernandez', 'Lee Gu'], 'read'],
  ['Johanna Lorenz', 'Reviews/Design review.pptx', ['Lidia Holloway', 'Grady Archie'], 'read'],
];

/** Sites without a team: name, address, description, members. The first is the one that the app is granted (Sites.Selected). */
export const communicationSites: [displayName: string, name: string, description: string, files: Shelf][] = [
  [
    'Brand Portal',
    'BrandPortal',
    'Logos, templates and how we speak',
    { Templates: ['Presentation template.pptx', 'Letter template.docx'], '': ['Brand guide.pdf'] },
  ],
  [
    'Marketing',
    'Marketing',
    'Plans and results of marketing',
    { Plans: ['Annual marketing plan.docx', 'Event calendar.xlsx'] },
  ],
];

/** Whose OneDrive is empty. */
export const emptyDriveOf = 'Lee Gu';
