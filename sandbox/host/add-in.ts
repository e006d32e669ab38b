import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fillPlaceholders } from '../teams/app-package.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { AddInButton, AddInView } from './add-in-view.ts';

const control = z.object({
  label: z.string(),
  icons: z.array(z.object({ size: z.number(), url: z.url() })).min(1),
  supertip: z.object({ title: z.string(), description: z.string() }).optional(),
  actionId: z.string(),
});
type Control = z.output<typeof control>;

/** The part of `extensions` that Outlook on the web shows. https://learn.microsoft.com/microsoft-365/extensibility/schema/element-extensions */
const extension = z.object({
  runtimes: z.array(
    z.object({
      code: z.object({ page: z.url() }),
      actions: z.array(z.object({ id: z.string(), type: z.string(), pinnable: z.boolean().default(false) })),
    }),
  ),
  ribbons: z.array(
    z.object({
      contexts: z.array(z.string()),
      requirements: z.object({ formFactors: z.array(z.string()).default(['desktop']) }).optional(),
      tabs: z.array(z.object({ groups: z.array(z.object({ controls: z.array(control) })).default([]) })),
    }),
  ),
});
type Extension = z.output<typeof extension>;

const withExtensions = z.object({ extensions: z.tuple([extension]).optional() });
const packageFolder = join(import.meta.dirname, '../../appPackage');

/**
 * Reads the add-in of the repository's package. Its addresses are https on the app's host; here that host is where Aide is reached.
 * @throws ZodError when the package is not what the schema says
 */
export function readAddIn({ aide }: Tenant, name: string): AddInView {
  const origin = new URL(aide.botEndpoint).origin;
  const values = { AIDE_DOMAIN: aide.domain, OUTLOOK_ADDIN_ID: '' };
  const read = (file: string) => {
    const text = readFileSync(join(packageFolder, file), 'utf8');
    const { extensions } = JSON.parse(text) as { extensions?: unknown };
    return withExtensions.parse(JSON.parse(fillPlaceholders(JSON.stringify({ extensions }), values))).extensions;
  };
  const [found] = read('manifest.json') ?? read('outlook.json') ?? [];
  const here = (address: string) => address.replace(`https://${aide.domain}`, origin);
  const button = (context: string) => {
    const control = found && controlsOf(found, context)[0];
    return control && buttonOf(found, control, here);
  };
  return {
    name,
    read: button('mailRead'),
    compose: button('mailCompose'),
    clientId: aide.clientId,
    // Hosts leave the path out: https://learn.microsoft.com/office/dev/add-ins/develop/enable-nested-app-authentication-in-your-add-in
    brokerRedirectUri: `brk-multihub://${aide.domain}`,
  };
}

const controlsOf = ({ ribbons }: Extension, context: string): Control[] =>
  ribbons
    .filter((ribbon) => ribbon.contexts.includes(context) && isForDesktop(ribbon.requirements?.formFactors))
    .flatMap(({ tabs }) => tabs.flatMap(({ groups }) => groups.flatMap(({ controls }) => controls)));

const isForDesktop = (formFactors = ['desktop']) => formFactors.includes('desktop');

function buttonOf(found: Extension, control: Control, here: (address: string) => string): AddInButton | undefined {
  const { label, icons, supertip, actionId } = control;
  const runtime = found.runtimes.find(({ actions }) =>
    actions.some(({ id, type }) => id === actionId && type === 'openPage'),
  );
  if (!runtime) return undefined;
  const icon = icons.find(({ size }) => size === 32) ?? icons[0];
  return {
    label,
    title: supertip?.title ?? label,
    description: supertip?.description ?? '',
    icon: here(icon?.url ?? ''),
    page: here(runtime.code.page),
    pinnable: runtime.actions.find(({ id }) => id === actionId)?.pinnable ?? false,
  };
}
