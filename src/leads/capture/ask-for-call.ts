import type { Assessment } from "#src/assessments/find.ts";
import type { ClientHash } from "#src/client-hash.ts";
import type { Site } from "#src/words/site.ts";
import { type Captured, capture, type LeadDomain } from "./capture.ts";

export interface CallRequest {
  assessment: Assessment;
  address: string;
  when: string | null;
  phone: string | null;
  clientHash: ClientHash | null;
}

/** Keeps the request as a signal with its own consent and tells staff; a booking link is offered only afterwards. */
export function askForCall(domain: LeadDomain & { site: Site }, request: CallRequest): Promise<Captured> {
  return capture(domain, {
    ...request,
    kind: "call",
    event: "call-asked",
    name: null,
    firm: null,
    detail: request.when,
    consents: [{ purpose: "call", textVersion: domain.site.consent.call.version }],
  });
}
