import type { EndpointDomain } from "./endpoint-domain.ts";
import type { Endpoint } from "./find-endpoint.ts";
import { removeEndpoint } from "./remove-endpoint.ts";
import { rotateSecret } from "./rotate-secret.ts";
import { sendTest } from "./send-test.ts";
import { switchEndpoint } from "./switch-endpoint.ts";

/** What an owner does to an endpoint, by the word on the button's form. */
export const ENDPOINT_ACTIONS = ["test", "rotate", "on", "off", "remove"] as const;
export type EndpointAction = (typeof ENDPOINT_ACTIONS)[number];

/** Does one of them, or says why it cannot be done. */
export async function changeEndpoint(
  domain: EndpointDomain,
  endpoint: Endpoint,
  action: EndpointAction,
  by: { id: string; name: string },
): Promise<"done" | "off" | "rotated already" | "twice"> {
  if (action === "test") return (await sendTest(domain, endpoint.id)) === null ? "off" : "done";
  if (action === "rotate") return (await rotateSecret(domain, endpoint, by.id)) ? "done" : "rotated already";
  if (action === "remove") await removeEndpoint(domain, endpoint, by.id);
  else if (!(await switchEndpoint(domain, endpoint, action === "on", by))) return "twice";
  return "done";
}
