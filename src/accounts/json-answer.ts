/** A JSON answer with cookies, for what a page's script asks. */
export function jsonAnswer(value: unknown, setCookies: readonly string[] = [], status = 200): Response {
  const answer = Response.json(value, { status });
  for (const cookie of setCookies) answer.headers.append("set-cookie", cookie);
  return answer;
}
