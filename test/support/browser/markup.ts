import { HtmlValidate, StaticConfigLoader } from "html-validate";

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ["html-validate:recommended"],
    rules: {
      // HTML takes `<input>` and `<input/>` alike, and Preact writes the second.
      "void-style": "off",
      // The options of a question are named by its heading (`aria-labelledby`): a legend would say it twice.
      "wcag/h71": "off",
    },
  }),
);

/** Written by Astro in front of an island, wherever that stands; nothing of ours can move it to the head. */
const ISLAND_STYLE = "<style>astro-island,astro-slot,astro-static-slot{display:contents}</style>";

/** What is wrong with the HTML of a page as the server sent it, a line for each. */
export async function markupFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html.replace(ISLAND_STYLE, ""));
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
  );
}
