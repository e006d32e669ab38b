import type { Tenant } from '../../tenant/tenant.ts';

/** The name that every tenant begins with. */
export const initialDomain = ({ domain }: Tenant): string => `${domain.split('.')[0]}.onmicrosoft.com`;

/** The one that the tenant began with, and the organization's own. https://learn.microsoft.com/graph/api/resources/domain */
export const domainsOf = (tenant: Tenant): Record<string, unknown>[] =>
  [initialDomain(tenant), tenant.domain].map((id, i) => ({
    id,
    authenticationType: 'Managed',
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault: id === tenant.domain,
    isInitial: i === 0,
    isRoot: true,
    isVerified: true,
    manufacturer: null,
    model: null,
    passwordNotificationWindowInDays: 14,
    passwordValidityPeriodInDays: 2_147_483_647,
    state: null,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  }));
