// Everything Aide runs on in Azure: one resource group, no secret. docs/operations.md leads through it.
targetScope = 'resourceGroup'

@description('Begins the names of all resources; storage and Key Vault add what makes theirs unique.')
@minLength(3)
@maxLength(20)
param name string

param location string = resourceGroup().location

@description('Client id of the Entra app that owns Aide\'s API (teamsapp.yml creates it).')
param appClientId string

@description('Id of the app in Teams (teamsapp.yml creates it): cards link to its tab. Empty: they do not.')
param teamsAppId string = ''

@description('Shown in Teams and in the Azure portal.')
param displayName string = 'Aide'

@description('Own domain, already pointed at the web app; empty: the one that App Service gives.')
param domain string = ''

@allowed(['public', 'usgov', 'dod', 'china'])
param cloud string = 'public'

@description('Tenants that are served, separated by commas; empty: the one Aide is registered in.')
param tenants string = ''

@description('Instances of the server. Two, so that one may be replaced while the other answers.')
@minValue(2)
param instances int = 2

@description('Told when the server is not healthy; empty: nobody.')
param alertEmail string = ''

@description('Base address of a collector for OpenTelemetry (OTLP over HTTP), which gets traces and metrics; empty: none are made.')
param telemetryEndpoint string = ''

var tags = { app: 'aide' }

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: { name: '${name}-identity', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: { name: name, location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'st${uniqueString(resourceGroup().id, name)}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: 'kv${uniqueString(resourceGroup().id, name)}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module server 'modules/server.bicep' = {
  name: 'server'
  params: {
    name: '${name}-${uniqueString(resourceGroup().id, name)}'
    location: location
    tags: tags
    instances: instances
    domain: domain
    cloud: cloud
    tenants: tenants
    appClientId: appClientId
    teamsAppId: teamsAppId
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageTables: storage.outputs.tables
    encryptionKeysUri: vault.outputs.encryptionKeysUri
    botConnection: connection
    applicationInsights: monitoring.outputs.applicationInsights
    workspaceId: monitoring.outputs.workspaceId
    alertEmail: alertEmail
    telemetryEndpoint: telemetryEndpoint
  }
}

var connection = 'aide'

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: '${name}-bot'
    tags: tags
    displayName: displayName
    appType: 'UserAssignedMSI'
    appId: identity.outputs.clientId
    identityId: identity.outputs.id
    endpoint: '${server.outputs.url}/api/messages'
    connection: connection
    appClientId: appClientId
    apiUri: server.outputs.apiUri
  }
}

// The Toolkit writes these into env/.env.<environment>; the steps after this one, the manifests and scripts/ read them there.
output BOT_ID string = identity.outputs.clientId
output AIDE_DOMAIN string = server.outputs.domain
output AIDE_URL string = server.outputs.url
output AIDE_IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
output AIDE_CONNECTION_IDENTIFIER string = bot.outputs.connectionIdentifier
output AIDE_KEY_VAULT string = vault.outputs.name
output AIDE_WEB_APP_ID string = server.outputs.id
