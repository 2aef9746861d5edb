import { useEffect, useRef, useState } from "preact/hooks";
import { nextQuestion } from "./next-question.ts";
import { Question } from "./Question.tsx";
import type { TakeView } from "./question-view.ts";
import { Marks, Rail } from "./Rail.tsx";
import { type SendQueue, sendQueue } from "./send-queue.ts";

/**
 * The take page. On the server it is the whole page without script; in the browser it answers at once and sends
 * behind. The last question and a changed answer go to the server as the ordinary form they are.
 */
export function Take({ view }: { view: TakeView }) {
  const [number, setNumber] = useState(view.number);
  const [answers, setAnswers] = useState(view.answers);
  const [shownAt, setShownAt] = useState(view.shownAt);
  const [lost, setLost] = useState(false);
  const queue = useRef<SendQueue>();
  const now = useRef(() => view.shownAt);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [leaving, setLeaving] = useState(false);
  const ids = view.questions.map(({ id }) => id);
  const question = view.questions[number - 1];

  const show = (next: number, push: boolean) => {
    if (push) history.pushState(null, "", `${view.base}/${next}`);
    setNumber(next);
    setShownAt(now.current());
  };

  useEffect(() => {
    const loaded = performance.now();
    now.current = () => Math.round(view.shownAt + performance.now() - loaded);
    const sending = sendQueue(view.answersPath, setLost, () => location.assign(view.base));
    queue.current = sending;
    if (sending.waiting().length > 0) {
      const kept = {
        ...view.answers,
        ...Object.fromEntries(sending.waiting().map(({ item, option }) => [item, option])),
      };
      setAnswers(kept);
      if (!view.change) show(nextQuestion(ids, kept, 0) ?? ids.length, true);
    }
    const onPopState = () => show(Number(location.pathname.split("/").pop()) || view.number, false);
    addEventListener("popstate", onPopState);
    return () => removeEventListener("popstate", onPopState);
  }, []);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    document.title = document.title.replace(/\d+(?= of )/, String(number));
    scrollTo(0, 0);
  }, [number]);

  if (!question) return null;

  const onSubmit = (event: SubmitEvent) => {
    const chosen = (event.submitter as HTMLButtonElement | null)?.value;
    if (leaving || !chosen) return event.preventDefault();
    const kept = { ...answers, [question.id]: chosen };
    const next = view.change ? null : nextQuestion(ids, kept, number);
    if (next === null) {
      if (!queue.current?.waiting().length) return;
      event.preventDefault();
      setLeaving(true);
      void queue.current.settled().then(() => {
        const field = Object.assign(document.createElement("input"), { type: "hidden", name: "answer", value: chosen });
        form.current?.append(field);
        form.current?.submit();
      });
      return;
    }
    event.preventDefault();
    setAnswers(kept);
    queue.current?.add({ item: question.id, option: chosen, shown: shownAt, answered: now.current() });
    show(next, true);
  };

  const onBack = (event: Event) => {
    event.preventDefault();
    show(number - 1, true);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const selector = /^[bB]$/.test(event.key) ? ".ask__back" : /^\d$/.test(event.key) ? buttonFor(event.key) : null;
    if (selector) form.current?.querySelector<HTMLElement>(selector)?.click();
  };

  return (
    <div class="ask">
      <header class="mast">
        <div class="wrap mast__in">
          <a class="brand" href="/">
            <svg width="16" height="30" viewBox="0 0 16 30" aria-hidden="true">
              <path d="M8 0v14" stroke="currentColor" stroke-width="2" />
              <path
                d="M6.4 12h3.2v2.6H12v2.8H9.8l2.6 2.2-1 4.4L8 30l-3.4-6-1-4.4 2.6-2.2H4v-2.8h2.4z"
                fill="currentColor"
              />
            </svg>
            {view.brand}
          </a>
          <p class="mast__meta num">
            Question {number} of {view.total}
          </p>
        </div>
        <div class="wrap ask__bar">
          <Marks number={number} total={view.total} />
        </div>
      </header>
      <main class="wrap ask__main" onKeyDown={onKeyDown}>
        <Rail view={view} number={number} />
        <div>
          <p class="ask__lost" role="status">
            {lost && "The connection is gone. Your answers are kept here and sent as soon as it is back."}
          </p>
          <Question {...{ view, question, number, shownAt, answers, heading, form, onSubmit, onBack }} />
        </div>
      </main>
    </div>
  );
}

function buttonFor(digit: string): string {
  return digit === "0" ? '[value="dk"]' : `.opts .opt:nth-child(${digit})`;
}
