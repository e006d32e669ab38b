import { openAddInOffice } from './addin-office.ts';
import { picture } from '../support/page.ts';
it('x', async function () { this.timeout(120000);
  const office = await openAddInOffice();
  try {
  const selected = await office.mail('Mark 8 launch deck');
  const { page, pane, errors } = await office.open({ selected });
  page.on('response', async (r) => { if (r.url().includes('/api/')) console.log(r.status(), r.url(), r.url().includes('find') ? (await r.text()).slice(0, 600) : ''); });
  await pane.getByRole('button', { name: 'Schedule with everyone' }).click();
  await pane.getByRole('combobox', { name: 'Invite somebody else' }).fill('Adele');
  await new Promise(r => setTimeout(r, 6000));
  await picture(page, 'addin-dbg');
  console.log(errors);
  console.log(await pane.locator('body').innerHTML().then(h => h.slice(-3000)));
  } finally { await office.stop(); }
});
