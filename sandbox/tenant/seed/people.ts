import { createHash } from 'node:crypto';
import type { UserRow } from '../model.ts';

/** The same name gives the same id in every sandbox, so that links and tests stay true over a reset. */
export function seedId(name: string): string {
  const hex = createHash('sha256').update(`contoso:${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

type Seed = [
  name: string,
  title: string,
  department: string,
  office: string,
  zone: string,
  manager: string | null,
  hours?: [string, string],
];

const pacific = 'America/Los_Angeles';
const eastern = 'America/New_York';
const london = 'Europe/London';
const berlin = 'Europe/Berlin';
const tokyo = 'Asia/Tokyo';

/** Microsoft's Contoso sample people. */
const seeds: Seed[] = [
  ['Patti Fernandez', 'President', 'Executive Management', '15/1102', pacific, null],
  ['Megan Bowen', 'Marketing Manager', 'Marketing', '12/1110', pacific, 'Patti Fernandez'],
  ['Adele Vance', 'Retail Manager', 'Retail', '18/2111', pacific, 'Miriam Graham'],
  ['Alex Wilber', 'Marketing Assistant', 'Marketing', '131/1104', pacific, 'Megan Bowen'],
  ['Miriam Graham', 'Director', 'Retail', '131/2103', pacific, 'Patti Fernandez'],
  ['Diego Siciliani', 'HR Manager', 'HR', '14/1108', eastern, 'Nestor Wilke'],
  ['Grady Archie', 'Designer', 'R&D', '19/2109', eastern, 'Nestor Wilke', ['09:00', '17:30']],
  ['Nestor Wilke', 'Director', 'Operations', '36/2121', eastern, 'Patti Fernandez'],
  ['Lynne Robbins', 'Planner', 'Retail', '20/1104', eastern, 'Adele Vance'],
  ['Lidia Holloway', 'Product Manager', 'Engineering', '20/2107', london, 'Nestor Wilke', ['09:00', '17:30']],
  ['Isaiah Langer', 'Web Marketing Manager', 'Sales', '20/1101', london, 'Megan Bowen', ['09:00', '17:30']],
  ['Johanna Lorenz', 'Senior Engineer', 'Engineering', '23/2102', berlin, 'Lidia Holloway', ['08:30', '17:00']],
  ['Henrietta Mueller', 'Developer', 'R&D', '18/1106', berlin, 'Lidia Holloway', ['09:00', '18:00']],
  ['Joni Sherman', 'Paralegal', 'Legal', '20/1109', berlin, 'Diego Siciliani'],
  ['Lee Gu', 'Director', 'Manufacturing', '23/3101', tokyo, 'Patti Fernandez', ['09:00', '18:00']],
  ['Pradeep Gupta', 'Accountant', 'Finance', '98/2202', tokyo, 'Patti Fernandez', ['09:00', '18:00']],
];

export function seedPeople(domain: string): UserRow[] {
  const address = (name: string) => `${name.split(' ')[0]}${name.split(' ')[1]?.[0]}@${domain}`;
  const people = seeds.map(
    ([displayName, jobTitle, department, officeLocation, timeZone, manager, hours], i): UserRow => {
      const [givenName = '', surname = ''] = displayName.split(' ');
      return {
        id: seedId(displayName),
        userPrincipalName: address(displayName),
        mail: address(displayName),
        displayName,
        givenName,
        surname,
        jobTitle,
        department,
        officeLocation,
        mobilePhone: null,
        businessPhones: [`+1 425 555 01${String(i).padStart(2, '0')}`],
        preferredLanguage: timeZone === berlin ? 'en-GB' : 'en-US',
        accountEnabled: true,
        managerId: manager === null ? null : seedId(manager),
        password: `Sandbox-${givenName}-1`,
        isAdmin: false,
        timeZone,
        workingHours: {
          daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
          startTime: `${hours?.[0] ?? '08:00'}:00.0000000`,
          endTime: `${hours?.[1] ?? '17:00'}:00.0000000`,
        },
        createdDateTime: '2024-01-15T08:00:00Z',
      };
    },
  );
  const admin: UserRow = {
    ...people[0]!,
    id: seedId('MOD Administrator'),
    userPrincipalName: `admin@${domain}`,
    mail: `admin@${domain}`,
    displayName: 'MOD Administrator',
    givenName: 'MOD',
    surname: 'Administrator',
    jobTitle: 'Administrator',
    department: 'IT',
    managerId: null,
    password: 'Sandbox-Admin-1',
    isAdmin: true,
  };
  return [...people, admin];
}
