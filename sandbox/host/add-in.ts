import type { FastifyInstance } from 'fastify';
import { reachIn } from '../teams/app-package.ts';
import { callingPerson } from '../teams/auth.ts';
import { controlsOf, type Extension, type RibbonControl } from '../teams/extension.ts';
import { answerTeamsErrors } from '../teams/failure.ts';
import { hasPersonalApp } from '../teams/installs.ts';
import { type Manifest, reachedAt } from '../teams/manifest.ts';
import { teamsOf } from '../teams/teams.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { AddInButton, AddInView } from './add-in-view.ts';

/** What Outlook asks for: the add-ins of whoever opened it. */
export function addInRoutes(app: FastifyInstance, tenant: Tenant): void {
  answerTeamsErrors(app);
  app.get('/office/add-ins', async (request): Promise<AddInView[]> => {
    const teams = teamsOf(tenant);
    const person = await callingPerson(teams, request);
    if (!hasPersonalApp(teams, person) || !teams.catalogue.isFor(person)) return [];
    return addInsOf(tenant, teams.catalogue.manifest());
  });
}

/** The add-in of a package, its addresses where this tenant reaches them; empty when the package has none for mail. */
export function addInsOf(tenant: Tenant, { name, extensions, webApplicationInfo }: Manifest): AddInView[] {
  const [found] = extensions;
  if (!found || !(found.requirements.scopes ?? ['mail']).includes('mail')) return [];
  const { domain, clientId } = tenant.aide;
  const buttons = (context: string) =>
    controlsOf(found, context, 'desktop').flatMap((control) => buttonOf(tenant, found, control) ?? []);
  return [
    {
      name: name.short,
      read: buttons('mailRead'),
      compose: buttons('mailCompose'),
      clientId: webApplicationInfo?.id ?? clientId,
      // Hosts leave the path out: https://learn.microsoft.com/office/dev/add-ins/develop/enable-nested-app-authentication-in-your-add-in
      brokerRedirectUri: `brk-multihub://${domain}`,
    },
  ];
}

/** Undefined for what runs a function without a page: the sandbox's Outlook has no runtime for that. */
function buttonOf(tenant: Tenant, found: Extension, control: RibbonControl): AddInButton | undefined {
  const { id, label, icons, supertip, actionId } = control;
  const opens = (action: Extension['runtimes'][number]['actions'][number]) =>
    action.id === actionId && action.type === 'openPage';
  const runtime = found.runtimes.find(({ actions }) => actions.some(opens));
  if (!runtime) return undefined;
  const icon = icons.find(({ size }) => size === 32) ?? icons[0];
  return {
    id,
    label,
    title: supertip?.title ?? label,
    description: supertip?.description ?? '',
    icon: icon ? reachedAt(reachIn(tenant), icon.url) : '',
    page: reachedAt(reachIn(tenant), runtime.code.page),
    pinnable: runtime.actions.find(opens)?.pinnable ?? false,
  };
}
