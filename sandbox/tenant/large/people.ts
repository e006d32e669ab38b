import type { UserRow } from '../model.ts';
import { seedId } from '../seed/people.ts';

const given =
  'Aaron Abigail Ahmed Aiko Alba Amara Anders Anita Anton Astrid Ayşe Beatriz Benoît Bianca Björn Carla Chidi Chloé Clara Daan Dalia Daniela Dmitri Eileen Elif Emeka Emma Enzo Erik Fatima Felix Fiona Frida Gabriel Giulia Greta Hana Hassan Helga Hiroshi Ian Ines Ingrid Ivan Jamal Jana Jin Jonas José Julia Kaito Karin Kemal Khadija Lars Laura Leila Leo Linh Lucas Luis Maja Malik Marek Maria Mateo Mei Mila Mohamed Nadia Nils Noor Olga Omar Oscar Paula Pedro Petra Priya Quentin Rafael Ravi Rosa Ruth Samir Sara Sofia Stefan Tariq Theo Tomas Uma Ursula Valentina Victor Wei Yara Yusuf Zoe'.split(
    ' ',
  );
const first =
  'Ack Ander Bau Berg Blom Brand Car Dahl Eber Ek Fal Fisch Gold Gros Hal Hart Holm Jan Kast Kel Kling Kow Lind Lund Mar Mont Nor Oster Pal Quist Rein Rosen Sand Schon Stein Strom Thor Ul Vall Wald West Wick Zim'.split(
    ' ',
  );
const second =
  'berg born by dahl dorf er eson feld gren hoff holm ic ina ini ist kamp land ley lund man mark mont mund nes owitz quist rath rup sen ski son stad stein strand strom ton torp vik wald well wick worth'.split(
    ' ',
  );

export const departments = [
  'Engineering',
  'Finance',
  'HR',
  'Legal',
  'Logistics',
  'Manufacturing',
  'Marketing',
  'Operations',
  'R&D',
  'Retail',
  'Sales',
  'Support',
];
const zones = ['America/Los_Angeles', 'America/New_York', 'Europe/London', 'Europe/Berlin', 'Asia/Tokyo'];

/** People around those who are there, `total` with them. Names repeat, as they do among so many; addresses do not. */
export function* largePeople(domain: string, present: readonly UserRow[], total: number): Generator<UserRow> {
  const [example] = present;
  if (!example) throw new Error('nobody is there yet');
  for (let i = 0; i < total - present.length; i++) {
    const givenName = given[i % given.length]!;
    const rest = Math.floor(i / given.length);
    const surname = `${first[(rest + i) % first.length]}${second[Math.floor(rest / first.length + i * 7) % second.length]}`;
    const address = `${ascii(givenName)}.${ascii(surname)}.${i}@${domain}`;
    const department = departments[i % departments.length]!;
    yield {
      ...example,
      id: seedId(`large person ${i}`),
      userPrincipalName: address,
      mail: address,
      displayName: `${givenName} ${surname}`,
      givenName,
      surname,
      jobTitle: `${department} Specialist`,
      department,
      officeLocation: `${10 + (i % 90)}/${1000 + (i % 900)}`,
      businessPhones: [],
      managerId: present[i % present.length]!.id,
      password: `Sandbox-${ascii(givenName)}-1`,
      isAdmin: false,
      timeZone: zones[i % zones.length]!,
      preferredLanguage: 'en-US',
    };
  }
}

const ascii = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
