import { readFileSync } from "node:fs";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { askRaw, type Raw, routesUnder, variants } from "#test/support/browser/sweep.ts";
import { words } from "#test/support/words.ts";

/** A part of the site that opens only to whoever has signed in. */
interface Area {
  name: string;
  folder: string;
  /** Open to everybody: each asks for an address, a password, a code or a link of its own. */
  open: string[];
  signIn: string;
  /** What the sign-in page says. */
  asks: string;
  /** What stands only on pages of those who have signed in. */
  inside: string;
  /** Cookies that open nothing. */
  cookies: string[];
  /** How a page or endpoint guards itself. */
  guard: RegExp;
}

const AREAS: Area[] = [
  {
    name: "the desk",
    folder: "desk",
    open: [
      "/desk/sign-in",
      "/desk/sign-in/code",
      "/desk/sign-in/passkey",
      "/desk/sign-in/link",
      "/desk/sign-in/link/[token]",
      "/desk/join/[token]",
    ],
    signIn: paths.signIn(),
    asks: "Sign in to the desk",
    inside: 'class="desk__nav"',
    cookies: [
      "desk.session_token=forged.c2lnbmF0dXJl",
      "desk.session_token=; __Host-desk.session_token=x.y; desk.two_factor=a.b",
    ],
    guard: /if \(!(staff|enrolling|person)\b[^\n]*\) ?return new Response\(null, \{ status: 404 \}\)/,
  },
  {
    name: "the founder's page",
    folder: "progress",
    open: ["/progress/sign-in", "/progress/sign-in/[token]"],
    signIn: paths.founderSignIn,
    asks: words.access.signIn.title,
    inside: `action="${paths.founderSignOut}"`,
    cookies: [`progress=${"a".repeat(43)}`, `progress=; __Host-progress=${"b".repeat(43)}; progress=x`],
    guard: /(!founder\b|= founder && )[\s\S]*?\) ?return new Response\(null, \{ status: 40[14] \}\)/,
  },
];

for (const { name, folder, open, signIn, asks, inside, cookies, guard } of AREAS) {
  const routes = routesUnder(folder);

  test(`nobody who has not signed in gets a page or an endpoint of ${name}, however the address is written`, async ({
    server,
  }) => {
    expect(routes.length).toBeGreaterThan(open.length);
    const logged = server.log.length;
    const isRight = (route: string, address: string, method: string, { status, body, location }: Raw): boolean => {
      if (body.includes(inside)) return false;
      // Another way of writing it leads to the right one, which guards itself.
      if (status === 308) return location?.toLowerCase() === address.toLowerCase();
      if (status === 401 && method !== "HEAD" && ![asks, "Please sign in"].some((words) => body.includes(words)))
        return false;
      if (open.includes(route) && [200, 303, 410, 422].includes(status)) return (location ?? signIn).includes(signIn);
      return [400, 401, 403, 404, 405].includes(status);
    };
    // One list, since each `expect` of Playwright takes a millisecond and there are thousands of answers.
    const wrong: string[] = [];
    for (const { route, address } of routes) {
      for (const path of variants(address)) {
        const plain = path === address;
        const tries = (plain ? ["GET", "HEAD", "POST", "PUT"] : ["GET", "POST"]).flatMap((method) =>
          (plain ? [undefined, ...cookies] : [undefined]).map(async (cookie) => {
            const answer = await askRaw(server, path, method, cookie);
            if (!isRight(route, address, method, answer))
              wrong.push(`${method} ${path} with ${cookie}: ${answer.status}, to ${answer.location}`);
          }),
        );
        await Promise.all(tries);
      }
      if (!open.includes(route) && (await askRaw(server, address, "GET")).status !== 401)
        wrong.push(`${route} is open`);
    }
    expect(wrong).toEqual([]);
    expect(server.log.slice(logged).filter(({ level }) => level === "error")).toEqual([]);
  });

  test(`every page and endpoint of ${name} also guards itself`, () => {
    const unguarded = routes.filter(
      ({ file, route }) => !open.includes(route) && !guard.test(readFileSync(file, "utf8")),
    );
    expect(unguarded.map(({ route }) => route)).toEqual([]);
  });
}
