import { answerWith, type Refusal } from "./ask.ts";
import { readForm } from "./read-form.ts";

type Fields = Readonly<Record<string, string>>;

/** What a page says of itself; `Astro` is one. */
interface Page {
  request: Request;
  url: URL;
  response: ResponseInit & { headers: Headers };
  redirect: (path: string, status: 303) => Response;
}

/** A form that asks for an address, by what it says and what it does. */
interface AskForm<A extends object> {
  read: (values: Fields) => A | Refusal;
  act: (asked: A, values: Fields) => Promise<Refusal | null>;
  /** Where it leads once it was taken. */
  sent: string | ((asked: A) => string);
  /** The longest a field may be; see `readForm`. */
  longest?: number;
}

/** How its page is shown: with the form as it was typed, with why it is refused, or as sent. */
export interface Received {
  values: Fields;
  refusal: Refusal | null;
  done: boolean;
}

/** Takes a form that asks for an address, where it was sent: a redirect once it is done, else how its page is shown. */
export async function receiveAsk<A extends object>(
  { request, url, response, redirect }: Page,
  { read, act, sent, longest }: AskForm<A>,
): Promise<Response | Received> {
  if (request.method !== "POST") return { values: {}, refusal: null, done: url.searchParams.has("sent") };
  const values = await readForm(request, longest);
  const refused = (refusal: Refusal): Received => {
    answerWith(response, refusal);
    return { values, refusal, done: false };
  };
  const asked = read(values);
  if ("sentence" in asked) return refused(asked);
  const refusal = await act(asked, values);
  if (refusal) return refused(refusal);
  return redirect(typeof sent === "string" ? sent : sent(asked), 303);
}
