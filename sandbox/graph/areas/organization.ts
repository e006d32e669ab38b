import type { Tenant } from '../../tenant/tenant.ts';
import { type Area, GraphFailure } from '../area.ts';
import { collection, entity } from '../odata-reply.ts';

/** The tenant itself. https://learn.microsoft.com/graph/api/resources/organization */
export const organization: Area = {
  name: 'organization',
  workload: 'directory',
  routes: [
    {
      method: 'GET',
      path: 'organization',
      options: ['$select'],
      handle: (call) => collection(call, [organizationOf(call.tenant)]),
    },
    {
      method: 'GET',
      path: 'organization/{organization}',
      handle(call) {
        const id = call.params.organization ?? '';
        if (id !== call.tenant.id)
          throw new GraphFailure(404, 'Request_ResourceNotFound', `Resource '${id}' does not exist.`);
        return entity(call, organizationOf(call.tenant));
      },
    },
  ],
};

const directorySize = ({ users, groups, apps }: Tenant['tables']) =>
  [users, groups, apps].reduce((sum, table) => sum + [...table.all()].length, 0);

const organizationOf = ({ id, domain, tables }: Tenant): Record<string, unknown> => ({
  id,
  deletedDateTime: null,
  businessPhones: [],
  city: null,
  country: null,
  countryLetterCode: 'US',
  createdDateTime: '2024-01-15T08:00:00Z',
  directorySizeQuota: { used: directorySize(tables), total: 50_000 },
  displayName: 'Contoso',
  isMultipleDataLocationsForServicesEnabled: null,
  marketingNotificationEmails: [],
  onPremisesLastSyncDateTime: null,
  onPremisesSyncEnabled: null,
  postalCode: null,
  preferredLanguage: 'en',
  privacyProfile: { contactEmail: '', statementUrl: '' },
  securityComplianceNotificationMails: [],
  securityComplianceNotificationPhones: [],
  state: null,
  street: null,
  technicalNotificationMails: [`admin@${domain}`],
  tenantType: 'AAD',
  assignedPlans: [],
  provisionedPlans: [],
  verifiedDomains: [
    {
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: true,
      isInitial: false,
      name: domain,
      type: 'Managed',
    },
  ],
});
