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

/** What is wrong with the HTML of a page as the server sent it, a line for each. */
export async function markupFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
  );
}
