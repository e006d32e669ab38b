import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cloud, cloudNames } from '../../bot/clouds.ts';
import { destination } from '../../bot/destinations.ts';

const patterns = cloudNames
  .filter((name) => name !== 'sandbox')
  .flatMap((name) => {
    const { files, serviceUrls } = cloud(name, '00000000-0000-4000-8000-000000000001', 'http://127.0.0.1:4365');
    return [files, serviceUrls];
  });
const { files, serviceUrls } = cloud('public', '00000000-0000-4000-8000-000000000001', 'http://127.0.0.1:4365');

/** Addresses that lead into a network, or only look right. */
const elsewhere = [
  'http://127.0.0.1/x',
  'https://127.1/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://[::1]/',
  'https://[::ffff:169.254.169.254]/',
  'http://169.254.169.254/metadata/identity/oauth2/token',
  'https://10.0.0.1/',
  'https://localhost/',
  'https://wireserver.internal/',
  'http://contoso.sharepoint.com/x',
  'https://contoso.sharepoint.com:8443/x',
  'https://contoso.sharepoint.com@evil.example/x',
  'https://user:pass@contoso.sharepoint.com/x',
  'https://contoso.sharepoint.com.evil.example/x',
  'https://contoso.sharepoint.com\\@evil.example/x',
  'https://evil.example/contoso.sharepoint.com/',
  'https://evil.example#.sharepoint.com/',
  'https://evil.example?.sharepoint.com/',
  'https://a.b.sharepoint.com/',
  'https://sharepoint.com/',
  'https://contoso.sharepoint。com.evil.example/',
  'https://contoso.sharepoint.com\t/x',
  'https://contoso\n.sharepoint.com/x',
  ' https://contoso.sharepoint.com/x',
  '//contoso.sharepoint.com/x',
  'file:///etc/passwd',
  'data:text/plain,x',
  'javascript:alert(1)',
  `https://contoso.sharepoint.com/${'a'.repeat(9_000)}`,
  '',
  undefined,
  null,
  7,
  {},
];

describe('where Aide may send something', () => {
  it('is where the cloud has its files and its Bot Connector', () => {
    for (const url of ['https://contoso.sharepoint.com/x?tempauth=y', 'https://contoso-my.sharepoint.com/personal/m'])
      assert.equal(destination(url, files)?.href, url);
    assert.equal(destination('https://smba.trafficmanager.net/emea/', serviceUrls)?.host, 'smba.trafficmanager.net');
  });

  it('is nowhere else, however the address is written', () => {
    for (const url of elsewhere)
      for (const pattern of patterns) assert.equal(destination(url, pattern), undefined, `${url} ${pattern}`);
  });

  it('is never an address by number, a name of the own network, another port or another scheme', () => {
    const host = fc.oneof(
      fc.ipV4(),
      fc.ipV6().map((ip) => `[${ip}]`),
      fc.ipV4Extended(),
      fc.domain(),
    );
    const rest = fc.tuple(
      fc.constantFrom('http', 'https', 'ftp'),
      host,
      fc.constantFrom('', ':443', ':8080'),
      fc.webPath(),
    );
    fc.assert(
      fc.property(rest, fc.constantFrom(...patterns), ([scheme, name, port, path], pattern) => {
        assert.equal(destination(`${scheme}://${name}${port}/${path}`, pattern), undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('is what will be called: the host that a URL parser sees', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (url, noise) => {
        for (const address of [
          url,
          `https://contoso.sharepoint.com${noise}`,
          `https://contoso.sharepoint.com/${noise}`,
        ]) {
          const found = destination(address, files);
          if (found) assert.match(found.host, /^[a-z0-9-]+\.sharepoint\.com$/);
        }
      }),
    );
  });
});
