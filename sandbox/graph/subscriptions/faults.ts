import { GraphFailure } from '../area.ts';

/** https://github.com/microsoftgraph/microsoft-graph-docs/issues/4092 */
export const invalidRequest = (message: string): GraphFailure => new GraphFailure(400, 'InvalidRequest', message);

/** https://github.com/microsoftgraph/microsoft-graph-docs/issues/2231 */
export const badPayload = (): GraphFailure =>
  invalidRequest(
    'Could not process subscription creation payload. Are all property names spelled and camelCased properly? Also are the datetimes in a valid ISO format?',
  );

/** What the service behind the resource refuses. https://github.com/microsoftgraph/msgraph-sdk-go/issues/596 */
export const refusedByService = (status: number, reason: string, text: string): GraphFailure =>
  new GraphFailure(status, 'ExtensionError', `Operation: Create; Exception: [Status Code: ${reason}; Reason: ${text}]`);

/** https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation */
export const notValidated = (message: string): GraphFailure => new GraphFailure(400, 'ValidationError', message);

export const noSubscription = (): GraphFailure =>
  new GraphFailure(404, 'ResourceNotFound', 'The object was not found.');

/** https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#subscription-request */
export const alreadyThere = (id: string): GraphFailure =>
  new GraphFailure(409, 'ObjectIdentifierInUse', `Subscription Id ${id} already exists for the requested combination`);

/** https://learn.microsoft.com/graph/change-notifications-overview#subscription-lifetime */
export const tooFarOff = (minutes: number): GraphFailure =>
  new GraphFailure(400, 'ExtensionError', `Subscription expiration can only be ${minutes} minutes in the future.`);
