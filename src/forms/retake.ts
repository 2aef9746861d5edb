import type { APIContext } from "astro";
import { paths } from "#src/paths.ts";
import { type Retake, startRetake } from "#src/progress/page/start-retake.ts";
import { answerWith, limited, type Refusal } from "./ask.ts";

type Asked = Pick<APIContext, "locals" | "redirect"> & { response: ResponseInit & { headers: Headers } };

/** Starts the retake that a form asks for and leads to it; gives the refusal that the page shows where it is one too many. */
export async function beginRetake(
  { locals: { app, client }, redirect, response }: Asked,
  { start = "" }: Readonly<Record<string, string>>,
  retake: Omit<Retake, "startKey" | "clientHash">,
): Promise<Response | Refusal> {
  const startKey = /^[\w-]{22,64}$/.test(start) ? start : app.ids();
  const started = await startRetake(app, { ...retake, startKey, clientHash: app.hashClient(client.address) });
  if ("reference" in started) return redirect(paths.attempt(retake.instrument, started.reference), 303);
  const refusal = limited(app.words.pages.start.limited, started.retryAfterSeconds);
  answerWith(response, refusal);
  return refusal;
}
