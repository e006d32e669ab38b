import { z } from 'zod';

const icon = z.object({ size: z.number(), url: z.url({ protocol: /^https$/ }) });
const control = z.object({
  id: z.string().min(1).max(64),
  type: z.string().default('button'),
  label: z.string().min(1).max(64),
  icons: z.array(icon).min(1),
  supertip: z.object({ title: z.string().max(64), description: z.string().max(250) }).optional(),
  actionId: z.string().min(1).max(64),
});
export type RibbonControl = z.output<typeof control>;
const group = z.object({ label: z.string().default(''), controls: z.array(control).default([]) });

/**
 * An Outlook add-in in a unified manifest, as far as Outlook shows it: pages that run, and the buttons that open them.
 * https://learn.microsoft.com/microsoft-365/extensibility/schema/element-extensions
 */
export const extension = z
  .object({
    requirements: z
      .object({
        scopes: z.array(z.string()).optional(),
        capabilities: z.array(z.object({ name: z.string(), minVersion: z.string().optional() })).optional(),
      })
      .default({}),
    runtimes: z
      .array(
        z.object({
          code: z.object({ page: z.url({ protocol: /^https$/ }) }),
          actions: z
            .array(z.object({ id: z.string(), type: z.string(), pinnable: z.boolean().default(false) }))
            .default([]),
        }),
      )
      .default([]),
    ribbons: z
      .array(
        z.object({
          contexts: z.array(z.string()).default(['default']),
          requirements: z.object({ formFactors: z.array(z.string()).optional() }).optional(),
          tabs: z.array(
            z.object({
              groups: z.array(group).default([]),
              customMobileRibbonGroups: z.array(group).default([]),
            }),
          ),
        }),
      )
      .default([]),
  })
  .superRefine(({ runtimes, ribbons }, issue) => {
    const actions = new Set(runtimes.flatMap((runtime) => runtime.actions.map(({ id }) => id)));
    const controls = ribbons.flatMap(({ tabs }) =>
      tabs.flatMap((tab) => [...tab.groups, ...tab.customMobileRibbonGroups].flatMap((g) => g.controls)),
    );
    for (const { id, actionId } of controls)
      if (!actions.has(actionId))
        issue.addIssue({
          code: 'custom',
          message: `the button ${id} names the action ${actionId}, which no runtime has`,
        });
  });
export type Extension = z.output<typeof extension>;

export type FormFactor = 'desktop' | 'mobile';

/** The buttons of one place, e.g. 'mailRead', in the manifest's order. */
export const controlsOf = ({ ribbons }: Extension, context: string, formFactor: FormFactor): RibbonControl[] =>
  ribbons
    .filter(
      (ribbon) =>
        ribbon.contexts.includes(context) &&
        // Without requirements a ribbon is for every form factor; phones show their own groups alone.
        (ribbon.requirements?.formFactors ?? ['desktop', 'mobile']).includes(formFactor),
    )
    .flatMap(({ tabs }) => tabs.flatMap((tab) => (formFactor === 'mobile' ? tab.customMobileRibbonGroups : tab.groups)))
    .flatMap(({ controls }) => controls);
