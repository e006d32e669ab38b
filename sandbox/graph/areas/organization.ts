import type { Tenant } from '../../tenant/tenant.ts';
import { type Area, GraphFailure } from '../area.ts';
import { initialDomain } from '../directory/domains.ts';
import { plans } from '../directory/licenses.ts';
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
  [users, groups, apps].reduce((sum, table) => sum + table.size, 0);

const organizationOf = (tenant: Tenant): Record<string, unknown> => ({
  id: tenant.id,
  deletedDateTime: null,
  businessPhones: [],
  city: null,
  country: null,
  countryLetterCode: 'US',
  createdDateTime: '2024-01-15T08:00:00Z',
  directorySizeQuota: { used: directorySize(tenant.tables), total: 300_000 },
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
  technicalNotificationMails: [`admin@${tenant.domain}`],
  tenantType: 'AAD',
  assignedPlans: plans.map(({ service, servicePlanId }) => ({
    assignedDateTime: '2024-01-15T08:00:00Z',
    capabilityStatus: 'Enabled',
    service,
    servicePlanId,
  })),
  provisionedPlans: plans.map(({ service }) => ({
    capabilityStatus: 'Enabled',
    provisioningStatus: 'Success',
    service,
  })),
  // The one that every tenant begins with, and the organization's own.
  verifiedDomains: [
    {
      capabilities,
      isDefault: false,
      isInitial: true,
      name: initialDomain(tenant),
      type: 'Managed',
    },
    { capabilities, isDefault: true, isInitial: false, name: tenant.domain, type: 'Managed' },
  ],
});

const capabilities = 'Email, OfficeCommunicationsOnline';
