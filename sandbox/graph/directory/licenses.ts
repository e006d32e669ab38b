import type { UserRow } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';

type Resource = Record<string, unknown>;

/** What a product is made of: https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
interface Plan {
  servicePlanId: string;
  servicePlanName: string;
  /** The service behind it, as assignedPlans name it. */
  service: string;
}

export const plans: readonly Plan[] = [
  {
    servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
    servicePlanName: 'EXCHANGE_S_ENTERPRISE',
    service: 'exchange',
  },
  {
    servicePlanId: '5dbe027f-2339-4123-9542-606e4d348a72',
    servicePlanName: 'SHAREPOINTENTERPRISE',
    service: 'SharePoint',
  },
  { servicePlanId: '57ff2da0-773e-42df-b2af-ffb7a2317929', servicePlanName: 'TEAMS1', service: 'TeamspaceAPI' },
];

/** The products that the tenant has bought: Microsoft 365 E5. */
export const products: readonly { skuId: string; skuPartNumber: string }[] = [
  { skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06', skuPartNumber: 'SPE_E5' },
];

const since = '2024-01-15T08:00:00Z';
const everything: NonNullable<UserRow['licenses']> = products.map(({ skuId }) => ({ skuId, disabledPlans: [] }));

/** What somebody is licensed for. */
export const licensesOf = (row: UserRow): NonNullable<UserRow['licenses']> => row.licenses ?? everything;

const assigned = (licenses: NonNullable<UserRow['licenses']>) =>
  licenses.length === 0
    ? []
    : plans
        .filter(({ servicePlanId }) => licenses.some(({ disabledPlans }) => !disabledPlans.includes(servicePlanId)))
        .map(({ service, servicePlanId }) => ({
          assignedDateTime: since,
          capabilityStatus: 'Enabled',
          service,
          servicePlanId,
        }));

// Most people have what everybody has: that is made once.
const plansOfEverybody = assigned(everything);

/** A user's plans, as the directory tells them. */
export const assignedPlansOf = (row: UserRow): Resource[] => (row.licenses ? assigned(row.licenses) : plansOfEverybody);

const planInfo = (plan: Plan, isDisabled: boolean): Resource => ({
  servicePlanId: plan.servicePlanId,
  servicePlanName: plan.servicePlanName,
  provisioningStatus: isDisabled ? 'Disabled' : 'Success',
  appliesTo: 'User',
});

/** https://learn.microsoft.com/graph/api/resources/licensedetails */
export const licenseDetailsOf = (tenant: Tenant, row: UserRow): Resource[] =>
  licensesOf(row).map(({ skuId, disabledPlans }) => ({
    id: idOf(tenant, skuId),
    skuId,
    skuPartNumber: products.find((product) => product.skuId === skuId)?.skuPartNumber ?? null,
    servicePlans: plans.map((plan) => planInfo(plan, disabledPlans.includes(plan.servicePlanId))),
  }));

/** What the tenant has bought, and how much of it is used. https://learn.microsoft.com/graph/api/resources/subscribedsku */
export const subscribedSkus = (tenant: Tenant): Resource[] => {
  const users = [...tenant.tables.users.all()];
  return products.map(({ skuId, skuPartNumber }) => ({
    id: idOf(tenant, skuId),
    accountId: tenant.id,
    accountName: tenant.domain.split('.')[0],
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: users.filter((row) => licensesOf(row).some((license) => license.skuId === skuId)).length,
    prepaidUnits: { enabled: Math.max(25, users.length), lockedOut: 0, suspended: 0, warning: 0 },
    servicePlans: plans.map((plan) => planInfo(plan, false)),
    skuId,
    skuPartNumber,
    subscriptionIds: [tenant.id],
  }));
};

/** A product is known by the tenant's id and its own. */
const idOf = (tenant: Tenant, skuId: string): string => `${tenant.id}_${skuId}`;
