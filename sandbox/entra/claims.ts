import { z } from 'zod';

const request = z.looseObject({
  access_token: z
    .looseObject({
      acrs: z.looseObject({ value: z.string().optional(), values: z.array(z.string()).optional() }).nullish(),
      xms_cc: z.looseObject({ values: z.array(z.string()).optional() }).nullish(),
    })
    .nullish(),
});

/** What a `claims` parameter asks for. https://learn.microsoft.com/entra/identity-platform/claims-challenge */
export interface ClaimsRequest {
  /** Authentication contexts to be satisfied. */
  acrs: string[];
  /** Client capabilities ('CP1': the client understands claims challenges). */
  capabilities: string[];
}

/** @param claims the parameter: JSON as text. What is not one asks for nothing. */
export function readClaims(claims: string | undefined): ClaimsRequest {
  const asked = request.safeParse(parse(claims)).data?.access_token;
  const { value, values } = asked?.acrs ?? {};
  return { acrs: values ?? (value === undefined ? [] : [value]), capabilities: asked?.xms_cc?.values ?? [] };
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** The challenge that a step-up policy answers with. */
export const stepUpContext = 'c1';
export const stepUpClaims = JSON.stringify({ access_token: { acrs: { essential: true, value: stepUpContext } } });
