// The one server process, on two instances that share nothing but storage.
param name string
param location string
param tags object
param instances int
param domain string
param cloud string
param tenants string
param appClientId string
param teamsAppId string
param identityId string
param identityClientId string

@description('https://<account>.table.<suffix>')
param storageTables string
param encryptionKeysUri string
param botConnection string
param applicationInsights string
param workspaceId string
param alertEmail string

@description('Base address of a collector for OpenTelemetry, OTLP over HTTP; empty: none')
param telemetryEndpoint string

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'linux'
  sku: { name: 'P0v3', capacity: instances }
  properties: { reserved: true }
}

var ownDomain = !empty(domain)
var host = ownDomain ? domain : '${name}.${appServiceSuffix}'
// App Service's own domain is the one address that bicep knows no variable for.
var appServiceSuffix = cloud == 'china' ? 'chinacloudsites.cn' : cloud == 'public' ? 'azurewebsites.net' : 'azurewebsites.us'
var url = 'https://${host}'
// A bot with a tab: the domain is part of it, and it has to be the same in Entra ID, the manifest and the OAuth connection.
var apiUri = 'api://${host}/botid-${identityClientId}'

// What bot/config.ts reads; test/infra holds the two against each other.
var settings = {
  NODE_ENV: 'production'
  AIDE_CLOUD: cloud
  AIDE_URL: url
  AIDE_TENANT_ID: tenant().tenantId
  AIDE_TENANTS: empty(tenants) ? tenant().tenantId : tenants
  AIDE_CLIENT_ID: appClientId
  AIDE_API_URI: apiUri
  AIDE_MANAGED_IDENTITY: identityClientId
  AIDE_BOT_ID: identityClientId
  AIDE_BOT_CONNECTION: botConnection
  AIDE_TEAMS_APP_ID: teamsAppId
  AIDE_STORAGE: storageTables
  AIDE_ENCRYPTION_KEYS: '@Microsoft.KeyVault(SecretUri=${encryptionKeysUri})'
  AIDE_LEASE_SECONDS: '60'
  AIDE_MAIL_HOLD_SECONDS: '30'
  AIDE_REQUESTS_PER_MINUTE: '1200'
  AIDE_LOG_LEVEL: 'info'
  OTEL_EXPORTER_OTLP_ENDPOINT: telemetryEndpoint
}

// What App Service itself reads. It sets PORT, which the server listens on.
var platformSettings = {
  WEBSITE_RUN_FROM_PACKAGE: '1'
  WEBSITE_HEALTHCHECK_MAXPINGFAILURES: '3'
  SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights
  ApplicationInsightsAgent_EXTENSION_VERSION: '~3'
}

resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  tags: tags
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      linuxFxVersion: 'NODE|22-lts'
      appCommandLine: 'node bot/dist/index.js'
      alwaysOn: true
      // An instance that cannot reach storage or Entra ID gets no requests.
      healthCheckPath: '/readyz'
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      appSettings: [
        for setting in items(union(settings, platformSettings)): {
          name: setting.key
          value: setting.value
        }
      ]
    }
  }
}

// Deployment by Entra ID alone: the publishing user and its password are off.
resource noPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2023-12-01' = [
  for policy in ['ftp', 'scm']: {
    parent: app
    name: policy
    properties: { allow: false }
  }
]

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmail)) {
  name: '${name}-operators'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'aide'
    emailReceivers: [{ name: 'operators', emailAddress: alertEmail, useCommonAlertSchema: true }]
  }
}

resource unhealthy 'Microsoft.Insights/metricAlerts@2018-03-01' = if (!empty(alertEmail)) {
  name: '${name}-unhealthy'
  location: 'global'
  tags: tags
  properties: {
    description: 'Fewer than all instances answered /readyz for five minutes.'
    enabled: true
    severity: 1
    scopes: [app.id]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'health'
          metricName: 'HealthCheckStatus'
          operator: 'LessThan'
          threshold: 100
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [{ actionGroupId: operators.id }]
  }
}

output id string = app.id
output domain string = host
output url string = url
output apiUri string = apiUri
