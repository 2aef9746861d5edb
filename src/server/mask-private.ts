// Each pattern reads a text in one pass: what a visitor sends ends up here, so none may go back over it.
const ADDRESS = /[^\s@<>"'(),:;=&?/]{1,200}(?:@|%40)[^\s@<>"'(),:;=&?/]+/gi;
const MAY_BE_ADDRESS = /@|%40/i;
/** What none of the three can do without. */
const MAY_BE_PRIVATE = /[@?/%]/;
const QUERY = /\?[^\s"')]+/g;
const REFERENCE = /(?<=\/)[\w%-]{22,}(?![\w%-]|\.[mc]?[jt]s\b)(?:(?:\.|%2e)[\w%-]{22,})*/gi;

/** The same text without e-mail addresses, without query strings, and without path segments long enough to be references. */
export function maskPrivate(text: string): string {
  if (!MAY_BE_PRIVATE.test(text)) return text;
  const bare = text.replace(QUERY, "?[query]");
  const nameless = MAY_BE_ADDRESS.test(bare) ? bare.replace(ADDRESS, "[address]") : bare;
  return nameless.replace(REFERENCE, "[reference]");
}
