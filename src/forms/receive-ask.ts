import { paths } from "#src/paths.ts";
import { answerWith, type Refusal } from "./ask.ts";
import { readForm } from "./read-form.ts";
import type { SentTo } from "./sent-to.ts";

type Fields = Readonly<Record<string, string>>;

/** What a page says of itself; `Astro` is one. */
interface Page {
  request: Request;
  url: URL;
  response: ResponseInit & { headers: Headers };
  redirect: (path: string, status: 303) => Response;
  locals: { app: { sentTo: SentTo } };
}

/** A form that asks for an address, by what it says and what it does. */
interface AskForm<A extends object> {
  read: (values: Fields) => A | Refusal;
  act: (asked: A, values: Fields) => Promise<Refusal | null>;
  /** The form's own page, which says that it was taken; or another place where it leads. */
  page: string | ((asked: A) => string);
  leads?: (asked: A) => string | null;
  /** The longest a field may be; see `readForm`. */
  longest?: number;
}

/** How its page is shown: with the form as it was typed, with why it is refused, or as sent. */
export interface Received {
  values: Fields;
  refusal: Refusal | null;
  done: boolean;
  /** The address that was typed, the one time that this is told. */
  address: string | null;
}

/** Takes a form that asks for an address, where it was sent: a redirect once it is done, else how its page is shown. */
export async function receiveAsk<A extends object>(
  { request, url, response, redirect, locals }: Page,
  { read, act, page, leads, longest }: AskForm<A>,
): Promise<Response | Received> {
  const { sentTo } = locals.app;
  if (request.method !== "POST") {
    const ticket = url.searchParams.get("sent");
    return { values: {}, refusal: null, done: ticket !== null, address: ticket && sentTo.take(ticket) };
  }
  const values = await readForm(request, longest);
  const refused = (refusal: Refusal): Received => {
    answerWith(response, refusal);
    return { values, refusal, done: false, address: null };
  };
  const asked = read(values);
  if ("sentence" in asked) return refused(asked);
  const refusal = await act(asked, values);
  if (refusal) return refused(refusal);
  const own = typeof page === "string" ? page : page(asked);
  return redirect(leads?.(asked) ?? paths.sent(own, sentTo.note(values.email ?? "")), 303);
}
