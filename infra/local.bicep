// For a developer's machine behind a tunnel: the Azure Bot alone, without cost and without a secret.
targetScope = 'resourceGroup'

@minLength(3)
@maxLength(20)
param name string
param displayName string = 'Aide (local)'

@description('Client id of the bot\'s own registration.')
param botId string
param appClientId string

@description('Where the tunnel ends: the host name alone.')
param domain string

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: '${name}-bot'
    tags: { app: 'aide' }
    displayName: displayName
    appType: 'SingleTenant'
    appId: botId
    endpoint: 'https://${domain}/api/messages'
    connection: 'aide'
    appClientId: appClientId
    apiUri: 'api://${domain}/botid-${botId}'
  }
}

output AIDE_CONNECTION_IDENTIFIER string = bot.outputs.connectionIdentifier
