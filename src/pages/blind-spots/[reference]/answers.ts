import type { APIRoute } from "astro";
import { answerClosing } from "#src/assessments/blind-spots/answer-closing.ts";
import { findClosing } from "#src/assessments/blind-spots/find-closing.ts";
import { readSentAnswers, refuse } from "#src/forms/sent-answers.ts";

/** Answers to questions that are asked again, sent by the island behind the taps, as an attempt's are. Sending them again changes nothing. */
export const POST: APIRoute = async ({ locals: { app }, params, request }) => {
  const closing = await findClosing(app, params.reference ?? "");
  if (!closing) return refuse("There are no such questions.", 404);
  const shut = () => refuse("These questions take no answers any more.", 409);
  if (closing.state !== "open") return shut();
  const sent = await readSentAnswers(request, app.banks.of(closing.bankVersion), closing.items);
  if ("refusal" in sent) return sent.refusal;
  const answered = await answerClosing(app, closing.reference, sent.answers);
  if (!answered) return shut();
  const { ignored } = answered;
  return Response.json({ kept: sent.answers.length - ignored.length, ignored });
};
