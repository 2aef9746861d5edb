import { startByClient } from "#src/assessments/start.ts";
import { limited } from "#src/forms/ask.ts";
import { instrumentOf } from "#src/forms/attempt-of.ts";
import { attributionOf } from "#src/forms/attribution.ts";
import { readForm } from "#src/forms/read-form.ts";
import { paths } from "#src/paths.ts";
import { type Answer, seeOther } from "./answer.ts";
import type { Asked } from "./asked.ts";

export type StartPage = Exclude<Awaited<ReturnType<typeof readStart>>, Answer | null>;

/** Starts the attempt that a start page's form asks for, and leads to it; gives the refusal that the page shows otherwise. */
export async function readStart({ locals: { app, client }, params, request }: Asked) {
  const instrument = instrumentOf(params.instrument);
  if (!instrument || request.method !== "POST") return null;
  const fields = await readForm(request);
  const started = await startByClient(app, {
    instrument,
    attribution: attributionOf(fields),
    startKey: fields.start || undefined,
    carryFrom: fields.carry || undefined,
    clientHash: app.hashClient(client.address),
  });
  if ("reference" in started) return seeOther(paths.attempt(instrument, started.reference));
  return { refusal: limited(app.words.pages.start.limited, started.retryAfterSeconds), content: null, fresh: {} };
}
