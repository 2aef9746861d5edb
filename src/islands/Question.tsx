import type { Ref } from "preact";
import type { QuestionView, TakeView } from "#src/assessments/question-view.ts";

export interface QuestionProps {
  view: TakeView;
  question: QuestionView;
  number: number;
  shownAt: number;
  answers: Record<string, string>;
  /** "ahead" while the one before it is shown: it is laid out, and nobody meets it. "arriving" until it has been painted. */
  stage?: "ahead" | "arriving";
  heading?: Ref<HTMLHeadingElement>;
  form?: Ref<HTMLFormElement>;
  onBack?: (event: Event) => void;
  onSubmit?: (event: SubmitEvent) => void;
}

/** One question as an ordinary form: every option is its submit button, so it works before and without any script. */
export function Question({
  view,
  question,
  number,
  shownAt,
  answers,
  stage,
  heading,
  form,
  onBack,
  onSubmit,
}: QuestionProps) {
  const layer = view.layers.findIndex(({ id }) => id === question.layer);
  const given = answers[question.id];
  const { words } = view;
  const note = view.carried.includes(question.id) ? words.fromSnapshot : words.lastAnswer;
  const option = (id: string, label: string, key: number) => (
    <button
      key={key}
      class={["opt", id === "dk" && "opt--unsure", id === given && "opt--last"].filter(Boolean).join(" ")}
      type="submit"
      name="answer"
      value={id}
      data-key={view.still ? undefined : key}
    >
      <span>
        <span>{label}</span>
        {id === given && <small>{note}</small>}
      </span>
    </button>
  );
  const back = view.change ? view.checkPath : number > 1 ? `${view.base}/${number - 1}` : null;
  return (
    <form
      class={stage === "ahead" ? "ask__body ask__body--ahead" : "ask__body"}
      method="post"
      action={`${view.base}/${number}${view.change ? "?change=1" : ""}`}
      inert={stage !== undefined}
      aria-hidden={stage === "ahead" || undefined}
      ref={form}
      onSubmit={onSubmit}
    >
      <input type="hidden" name="shown" value={shownAt} />
      <p class="ask__layer">
        {layer < 0 ? (
          words.notScored
        ) : (
          <>
            <span class="swatch swatch--sm">
              <svg aria-hidden="true">
                <rect width="100%" height="100%" fill={`url(#s${layer + 1})`} />
              </svg>
            </span>
            {view.layers[layer]?.name}
          </>
        )}
      </p>
      <h1 class="ask__q" id={`q${number}`} tabIndex={-1} ref={heading}>
        {question.prompt}
      </h1>
      {question.help && (
        <details class="ask__help">
          <summary>{words.counts}</summary>
          <p>{question.help}</p>
        </details>
      )}
      <fieldset class="opts" aria-labelledby={`q${number}`}>
        {question.options.map(({ id, label }, place) => option(id, label, place + 1))}
      </fieldset>
      {question.unsure && (
        <div class="unsure">
          {option("dk", question.unsure, 0)}
          <p class="note">{words.unsure}</p>
        </div>
      )}
      {words.last && number === view.order.length && <p class="note ask__end">{words.last}</p>}
      <div class="ask__foot">
        {back ? (
          <a class="ask__back" href={back} onClick={view.change ? undefined : onBack}>
            <svg width="16" height="12" viewBox="0 0 16 12" aria-hidden="true">
              <path d="M7 1 2 6l5 5M2 6h14" fill="none" stroke="currentColor" stroke-width="1.5" />
            </svg>
            {view.change ? words.backToAnswers : words.back}
          </a>
        ) : (
          <span />
        )}
        {!view.still && (
          <p class="ask__keys" aria-hidden="true">
            <span>
              <kbd class="key">1</kbd> {words.keys.to} <kbd class="key">{question.options.length}</kbd>{" "}
              {words.keys.answer}
            </span>
            <span hidden={!question.unsure}>
              <kbd class="key">0</kbd> {words.keys.unsure}
            </span>
            <span hidden={!back}>
              <kbd class="key">B</kbd> {words.keys.back}
            </span>
          </p>
        )}
      </div>
      {view.later && (
        <p class="note ask__later">
          <a href={view.later.path}>{view.later.label}</a>
        </p>
      )}
    </form>
  );
}
