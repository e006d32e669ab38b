// The Azure Bot: how Teams reaches the server, and the token service that keeps what people signed in with.
param name string
param tags object
param displayName string

@description('UserAssignedMSI in Azure; SingleTenant on a developer\'s machine, where there is no managed identity.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param appType string

@description('Client id of the managed identity, or of the bot\'s own registration.')
param appId string

@description('Resource id of the managed identity; empty for SingleTenant.')
param identityId string = ''

@description('https://<domain>/api/messages')
param endpoint string

@description('Name of the OAuth connection: AIDE_BOT_CONNECTION.')
param connection string

@description('Client id of the Entra app that owns Aide\'s API.')
param appClientId string

@description('Its Application ID URI.')
param apiUri string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: { name: appType == 'UserAssignedMSI' ? 'S1' : 'F0' }
  properties: {
    displayName: displayName
    endpoint: endpoint
    msaAppId: appId
    msaAppType: appType
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: empty(identityId) ? null : identityId
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: { isEnabled: true }
  }
}

// Outlook and Microsoft 365, for the message extension.
resource m365 'Microsoft.BotService/botServices/channels@2022-06-15-preview' = {
  parent: bot
  name: 'M365Extensions'
  location: 'global'
  properties: { channelName: 'M365Extensions' }
}

// The token service proves itself to Entra ID by this identifier (scripts/trust.mjs makes the app trust it), so the connection has no
// secret: "AAD v2 with Federated Credentials".
// https://learn.microsoft.com/microsoft-365/agents-sdk/azure-bot-user-authorization-federated-credentials
var federatedProvider = 'c00b44ab-5e16-c44c-af26-2fd5bc55eb18'
var identifier = guid(bot.id, connection)

resource oauth 'Microsoft.BotService/botServices/connections@2023-09-15-preview' = {
  parent: bot
  name: connection
  location: 'global'
  properties: {
    clientId: appClientId
    serviceProviderId: federatedProvider
    // Our own API alone: what it needs of Graph, the server asks for on behalf of the person.
    scopes: '${apiUri}/access_as_user'
    parameters: [
      { key: 'ClientId', value: appClientId }
      { key: 'UniqueIdentifier', value: identifier }
      { key: 'TokenExchangeUrl', value: apiUri }
      { key: 'TenantId', value: tenant().tenantId }
    ]
  }
}

output connectionIdentifier string = identifier
