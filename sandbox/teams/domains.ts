/** 'app.contoso.com' is of 'app.contoso.com' and of '*.contoso.com', which stands for one level. */
export const isOfDomain = (host: string, domain: string): boolean =>
  domain.startsWith('*.')
    ? host.endsWith(domain.slice(1)) && host.split('.').length === domain.split('.').length
    : host === domain;
