import type { APIContext } from "astro";
import type { FormRequest } from "#src/forms/read-form.ts";
import type { QuestionPage } from "./question.ts";
import type { ResultPage } from "./result.ts";
import type { StartPage } from "./start.ts";

/** As much of a request as is read before its page is laid out; names of headers are in lower case. */
export type AskedRequest = Pick<Request, "method"> & FormRequest & { headers: Pick<Headers, "get"> };

/** What is known of a request before its page is laid out. */
export type Asked = Pick<APIContext, "locals" | "params" | "routePattern"> & {
  request: AskedRequest;
  url: Pick<URL, "searchParams">;
};

/** What a page is made of. It is kept by its `content`, which is all of that; null for a page that is not kept. */
export type Page = QuestionPage | ResultPage | StartPage;
