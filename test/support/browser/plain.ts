import { type HTMLElement, parse } from "node-html-parser";
import type { Server } from "#test/support/server/server.ts";

/** A visitor whose browser runs no script and draws nothing: opens addresses, follows links, sends forms. */
export interface PlainVisitor {
  /** Path and search of the page that stands. */
  readonly path: string;
  readonly title: string;
  /** The text of the first element that a selector finds, its spaces as one; "" where there is none. */
  text(selector: string): string;
  texts(selector: string): string[];
  open(path: string): Promise<void>;
  /** Follows the one link of the main part with these words. */
  follow(words: string): Promise<void>;
  /** Follows the one link that a selector finds. */
  followTo(selector: string): Promise<void>;
  /** Answers the question that stands, which must be this one. */
  answer(prompt: string, option: string): Promise<void>;
  /** Presses the one button that a selector finds: sends its form as it stands, with the button's name and value. */
  press(selector: string): Promise<void>;
}

const wordsOf = (element: HTMLElement) => element.textContent.replace(/\s+/g, " ").trim();

function theOne<T>(found: readonly T[], what: string): T {
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`${found.length} times ${what} is on the page.`);
  return one;
}

export function plainVisitor(server: Server): PlainVisitor {
  let page = parse("");
  let url = new URL(server.url);
  const ask = async (to: URL, init: RequestInit = {}) => {
    const answer = await fetch(to, init);
    page = parse(await answer.text());
    url = new URL(answer.url);
  };
  const texts = (selector: string) => page.querySelectorAll(selector).map(wordsOf);
  const go = (links: readonly HTMLElement[], what: string) =>
    ask(new URL(theOne(links, what).getAttribute("href") ?? "", url));
  const press = (selector: string) => {
    const button = theOne(page.querySelectorAll(selector), `the button ${selector}`);
    const form = button.closest("form");
    if (form?.getAttribute("method") !== "post") throw new Error(`${selector} sends no form.`);
    const fields = form.querySelectorAll("input[name]").map((input) => {
      if (input.getAttribute("type") !== "hidden")
        throw new Error("A form in which something is typed is a browser's.");
      return [input.getAttribute("name") ?? "", input.getAttribute("value") ?? ""];
    });
    const name = button.getAttribute("name");
    if (name) fields.push([name, button.getAttribute("value") ?? ""]);
    const headers = { origin: server.url };
    const to = new URL(form.getAttribute("action") ?? "", url);
    return ask(to, { method: "POST", headers, body: new URLSearchParams(fields) });
  };
  return {
    get path() {
      return url.pathname + url.search;
    },
    get title() {
      return texts("title").at(0) ?? "";
    },
    text: (selector) => texts(selector).at(0) ?? "",
    texts,
    open: (path) => ask(new URL(path, url)),
    follow: (words) =>
      go(
        page.querySelectorAll("main a").filter((link) => wordsOf(link) === words),
        `the link "${words}"`,
      ),
    followTo: (selector) => go(page.querySelectorAll(selector), `the link ${selector}`),
    answer(prompt, option) {
      if (wordsOf(theOne(page.querySelectorAll("h1"), "a heading")) !== prompt)
        throw new Error(`The question is not "${prompt}".`);
      return press(`button[name="answer"][value="${option}"]`);
    },
    press,
  };
}
