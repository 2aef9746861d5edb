import { Component, createRef } from "preact";
import { nextQuestion } from "#src/assessments/next-question.ts";
import { type QuestionView, questionTitle, type TakeView } from "#src/assessments/question-view.ts";
import { choose, finish } from "./leave.ts";
import { Mast } from "./Mast.tsx";
import { oncePainted } from "./once-painted.ts";
import { Question } from "./Question.tsx";
import { Rail } from "./Rail.tsx";
import { type SendQueue, sendQueue } from "./send-queue.ts";

interface TakeProps {
  view: TakeView;
  words?: Promise<readonly QuestionView[]>;
}

interface Shown {
  number: number;
  question: QuestionView;
}

interface State extends Shown {
  /** What the next answer leads to, laid out where nobody sees it: a tap has little left to make. */
  ahead: Shown | null;
  /** True until a question that has just come has been painted. */
  arriving: boolean;
  answers: Record<string, string>;
  shownAt: number;
  lost: boolean;
}

/**
 * The take page. On the server it is the whole page without script; in the browser it answers at once and sends
 * behind. The last question of a Snapshot goes to the server as the ordinary form it is. What changes its words is made
 * anew, by its key: a browser that translates the page puts text of its own in place of what stood there.
 * A class, because the hooks of Preact weigh a tenth of the page's script budget.
 */
export class Take extends Component<TakeProps, State> {
  override state: State = { ...this.props.view, ahead: null, arriving: false, lost: false };
  private readonly heading = createRef<HTMLHeadingElement>();
  private readonly form = createRef<HTMLFormElement>();
  private readonly ids = this.props.view.order.map(({ id }) => id);
  private queue: SendQueue | null = null;
  private words: readonly QuestionView[] | null = null;
  private loaded = 0;
  private leaving = false;
  private turn = 0;

  override componentDidMount() {
    const { view, words } = this.props;
    this.loaded = performance.now();
    void words?.then((arrived) => {
      this.words = arrived;
      oncePainted(this.layAhead);
    });
    this.queue = sendQueue(
      view.answersPath,
      (lost) => this.setState({ lost }),
      () => location.assign(view.base),
    );
    const waiting = this.queue.waiting();
    if (waiting.length > 0) {
      const answers = { ...view.answers, ...Object.fromEntries(waiting.map(({ item, option }) => [item, option])) };
      if (view.change) this.setState({ answers });
      else void this.show(nextQuestion(this.ids, answers, 0) ?? this.ids.length, true, answers);
    }
    addEventListener("popstate", this.onPopState);
    // Until a question that has just come has the focus, the keys go to the page as a whole.
    document.addEventListener("keydown", (event) => {
      if (this.state.arriving && event.target === document.body) this.onKeyDown(event);
    });
    scrollTo(0, 0);
    this.focusHeading();
  }

  /** The server's clock, carried on by the browser's. */
  private now(): number {
    return Math.round(this.props.view.shownAt + performance.now() - this.loaded);
  }

  /** Shows a question, or asks the server for its page where its words did not come. */
  private async show(number: number, push: boolean, answers = this.state.answers) {
    const address = `${this.props.view.base}/${number}`;
    const turn = ++this.turn;
    const words = this.words ?? (await this.props.words);
    const question = words?.find(({ id }) => id === this.ids[number - 1]);
    // Whoever taps twice while the words are on their way is led on once.
    if (turn !== this.turn) return;
    if (!question) return void this.queue?.settled().then(() => location.assign(address));
    if (push) history.pushState(null, "", address);
    // Scrolling works the page out, and so does a heading that goes with the focus: both come before what it shows is another.
    this.heading.current?.blur();
    scrollTo(0, 0);
    document.title = questionTitle(this.props.view, number);
    this.setState({ number, question, ahead: null, arriving: true, answers, shownAt: this.now() });
    dispatchEvent(new CustomEvent("question", { detail: number }));
    // The rest would come between the tap and its picture.
    oncePainted(() => {
      this.setState({ arriving: false });
      this.focusHeading();
      setTimeout(this.layAhead);
    });
  }

  /** A new question is announced by its heading, which takes the focus. */
  private focusHeading() {
    this.heading.current?.focus({ preventScroll: true });
  }

  /** What the next answer leads to is made while the visitor reads. A change leads back to the answers instead. */
  private readonly layAhead = () => {
    const { number, answers } = this.state;
    const id = this.ids[number - 1];
    // A browser that knows nothing of "inert" would lead the keys into what nobody sees.
    if (!id || this.props.view.change || !("inert" in HTMLElement.prototype)) return;
    const next = nextQuestion(this.ids, { ...answers, [id]: "" }, number);
    const question = next && this.words?.find((one) => one.id === this.ids[next - 1]);
    if (question) this.setState({ ahead: { number: next, question } });
  };

  private readonly onPopState = () => {
    if (!this.leaving) void this.show(Number(location.pathname.split("/").pop()), false);
  };

  private readonly onBack = (event: Event) => {
    event.preventDefault();
    if (!this.leaving) void this.show(this.state.number - 1, true);
  };

  /** The second click of a double click was meant for what stood there before. */
  private readonly onClick = (event: MouseEvent) => {
    if (event.detail > 1 && (event.target as Element).closest("button, a")) event.preventDefault();
  };

  private readonly onSubmit = (event: SubmitEvent) => {
    const { view } = this.props;
    const { number, shownAt } = this.state;
    const chosen = (event.submitter as HTMLButtonElement | null)?.value;
    const item = this.ids[number - 1];
    if (this.leaving || !chosen || !item || !this.queue) return event.preventDefault();
    const answers = { ...this.state.answers, [item]: chosen };
    event.preventDefault();
    this.queue.add({ item, option: chosen, shown: shownAt, answered: this.now() });
    const next = view.change ? null : nextQuestion(this.ids, answers, number);
    if (next !== null) return void this.show(next, true, answers);
    this.setState({ answers });
    this.leave(this.queue, chosen);
  };

  /**
   * Once the last answer and all before it have arrived: a lost connection is waited out. They are what the check page
   * shows; where there is none, the form of the last question completes the attempt.
   */
  private leave(queue: SendQueue, chosen: string) {
    this.leaving = true;
    const { base, checkPath } = this.props.view;
    void queue.settled().then(() => {
      if (checkPath) return void location.assign(checkPath);
      const form = this.form.current;
      if (!form) return;
      choose(form, { name: "answer", value: chosen });
      void finish(form, base);
    });
  }

  private readonly onKeyDown = ({ key, ctrlKey, metaKey, altKey, repeat }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey || repeat) return;
    let target = "";
    if (/^b$/i.test(key)) target = ".ask__back";
    if (/^[1-9]$/.test(key)) target = `.opts .opt:nth-of-type(${key})`;
    if (key === "0") target = '[value="dk"]';
    if (target) this.form.current?.querySelector<HTMLElement>(target)?.click();
  };

  override render({ view }: TakeProps, { number, question, ahead, arriving, answers, shownAt, lost }: State) {
    return (
      <div class="ask">
        <Mast view={view} number={number} left={this.ids.filter((id) => !(id in answers)).length} />
        <main class="wrap ask__main" onClick={this.onClick} onKeyDown={this.onKeyDown}>
          <Rail view={view} number={number} />
          <div>
            <p class="ask__lost" role="status">
              {lost && <span>{view.words.lost}</span>}
            </p>
            <Question
              key={number}
              {...{ view, question, number, shownAt, answers }}
              stage={arriving ? "arriving" : undefined}
              heading={this.heading}
              form={this.form}
              onSubmit={this.onSubmit}
              onBack={this.onBack}
            />
            {ahead && <Question key={ahead.number} {...{ view, answers, shownAt, ...ahead }} stage="ahead" />}
          </div>
        </main>
      </div>
    );
  }
}
