import type { ContactFields } from '../../graph/contacts/model.ts';

/** Somebody in an address book: `address` is the first of their e-mail addresses. */
export type SeedContact = Omit<ContactFields, 'emailAddresses'> & { address: string; others?: string[] };

const sam: SeedContact = {
  givenName: 'Sam',
  surname: 'Carter',
  companyName: 'Fabrikam',
  jobTitle: 'Purchasing Manager',
  department: 'Purchasing',
  businessPhones: ['+1 425 555 0100'],
  mobilePhone: '+1 425 555 0101',
  address: 'sam.carter@fabrikam.com',
};

/** Whom people keep in their own address books; most are of other companies. */
export const contactsOf: Record<string, SeedContact[]> = {
  'Megan Bowen': [
    sam,
    {
      givenName: 'Alicia',
      surname: 'Thornber',
      nickName: 'Ali',
      companyName: 'Northwind Traders',
      jobTitle: 'Agency Lead',
      businessPhones: ['+44 20 7946 0123'],
      address: 'alicia@northwindtraders.com',
      others: ['a.thornber@northwindtraders.com'],
    },
    {
      displayName: '<b>Rosa</b> "Rosie" O’Neil & Co',
      givenName: '<b>Rosa</b>',
      surname: 'O’Neil',
      companyName: '<script>alert(1)</script> Tailspin Toys',
      address: 'rosa@tailspintoys.com',
    },
  ],
  'Adele Vance': [
    sam,
    {
      givenName: 'Hugo',
      surname: 'García',
      companyName: 'Adventure Works',
      jobTitle: 'Shop Designer',
      address: 'hugo@adventure-works.com',
    },
  ],
  'Nestor Wilke': [
    // Called as a colleague is.
    {
      givenName: 'Grady',
      surname: 'Archie',
      companyName: 'Wide World Importers',
      jobTitle: 'Freight Forwarder',
      mobilePhone: '+1 206 555 0144',
      address: 'grady@wideworldimporters.com',
    },
  ],
  'Lee Gu': [
    {
      givenName: '花子',
      surname: '田中',
      yomiGivenName: 'はなこ',
      yomiSurname: 'たなか',
      displayName: '田中 花子',
      companyName: 'Contoso Suites',
      address: 'hanako@contososuites.com',
    },
  ],
};
