import type { APIRoute } from "astro";
import { readResendEvent } from "#src/delivery/channels/read-resend-event.ts";
import { takeProviderEvent } from "#src/delivery/channels/take-provider-event.ts";
import { refreshStandingOf } from "#src/leads/standing/refresh.ts";

/** What Resend reports of messages. Without RESEND_WEBHOOK_SECRET nobody can prove to be Resend, and nothing is here. */
export const POST: APIRoute = async ({ locals: { app }, request }) => {
  if (!app.resendWebhookSecret) return new Response(null, { status: 404 });
  const payload = await request.text();
  let event: ReturnType<typeof readResendEvent>;
  try {
    event = readResendEvent(payload, request.headers, app.resendWebhookSecret);
  } catch {
    return new Response(null, { status: 401 });
  }
  if (event) {
    await takeProviderEvent(app, event);
    for (const address of event.to) await refreshStandingOf(app, address.toLowerCase());
  }
  return new Response(null, { status: 200 });
};
