import { closingsOf } from "#src/assessments/blind-spots/find-closing.ts";
import { carriesAll } from "#src/assessments/carry.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { mayReopen } from "#src/assessments/reopen.ts";
import { measure } from "#src/forms/measure.ts";
import { besideResult } from "#src/progress/beside-result.ts";
import { sinceLast } from "#src/progress/page/since-last.ts";
import { founderOf } from "#src/progress/sign-in/founder-of.ts";
import { blindSpotsPart } from "#src/report/blind-spots.ts";
import { DAY } from "#src/time.ts";
import type { Asked } from "./asked.ts";

export type ResultPage = NonNullable<Awaited<ReturnType<typeof readResult>>>;

/** All that the page of a result is made of, for whoever asks; null where there is no such result. */
export async function readResult({ locals, params, request, routePattern }: Asked) {
  const { app, client } = locals;
  const assessment = await findAssessment(app, params.reference ?? "");
  if (!assessment) return null;
  const since = await sinceLast(app, assessment, await founderOf(app, request.headers));
  const beside = await besideResult(app, assessment);
  const blindSpots = blindSpotsPart({ ...app, assessment, now: app.clock() });
  const first = assessment.closed.length > 0 ? await findAssessment(app, assessment.reference, 1) : null;
  const closings = blindSpots ? await closingsOf(app, assessment.id) : [];
  const carries = carriesAll(app, assessment, app.clock());
  const canReopen = await mayReopen(app, assessment, app.hashClient(client.address));
  const measured = measure({ request, locals, routePattern }, { event: "result", instrument: assessment.instrument });

  // Of the clock the page shows the day, and what may still be looked up, taken back or taken along.
  const today = Math.floor(app.clock() / DAY);
  const shown = { assessment, since, beside, blindSpots, first, closings, carries, canReopen, today };
  const [time, start] = [app.pages.mark("time"), app.pages.mark("start")];
  const fresh = { [time]: app.formTimes.issue(), [start]: app.ids() };
  return { ...shown, time, start, content: { ...shown, measured }, fresh };
}
