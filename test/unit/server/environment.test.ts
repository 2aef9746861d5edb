import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EnvironmentError, readEnvironment } from "#src/server/env.ts";
import { VARIABLES, type Variable } from "#src/server/variables.ts";

const WRONG: Record<string, string[]> = {
  HOST: ["not a host"],
  PORT: ["http", "65536", "-1", "4321.5"],
  PUBLIC_URL: ["example.com", "ftp://example.com", "https://example.com/path", "https://user:word@example.com"],
  ALLOWED_HOSTS: ["https://example.com", "a b", "example.com,", "*"],
  TRUSTED_PROXIES: ["yes", "21"],
  DATABASE_URL: ["data/plumbline.db", "postgres://example.com/db"],
  DATABASE_AUTH_TOKEN: ["two words"],
  BACKUP_DIR: ["a\nb"],
  BACKUP_HOURS: ["daily", "8761"],
  BACKUP_KEEP: ["all", "10001"],
  BACKUP_PUBLIC_KEY: ["ssh-ed25519 AAAA", "age1short"],
  MAILBOX_DIR: ["a\nb"],
  SMTP_URL: [
    "mail.example:587",
    "https://mail.example",
    "smtp://user@mail.example",
    "smtp://u:p@mail.example/box",
    "smtp://u:%@h",
  ],
  RESEND_API_KEY: ["two words"],
  RESEND_BASE_URL: ["api.resend.com"],
  RESEND_WEBHOOK_SECRET: ["whsec_short", "plain-secret-without-its-prefix"],
  PLAUSIBLE_DOMAIN: ["https://plumb.example", "two words", "plumb.example/"],
  PLAUSIBLE_URL: ["plausible.io", "https://plausible.io/api/event"],
  DATA_LAYER: ["yes", "1"],
  WEBHOOK_ALLOW_LOOPBACK: ["yes", "1"],
  MAIL_FROM: ["nobody", "Plumbline <nobody>", "a@example.com\nBcc: b@example.com"],
  LOG_LEVEL: ["loud", "INFO"],
  HEALTH_TOKEN: ["too-short", "sixteen characters and spaces"],
  SECRET: ["31-characters-are-one-too-few.."],
};
const LIMITS = VARIABLES.filter(({ name }) => /^(LIMIT|SHUTDOWN)_/.test(name)).map(({ name }) => name);

test("without any variable it serves http://localhost:4321 from one machine", () => {
  const env = readEnvironment({});
  expect(env).toMatchObject({ host: "127.0.0.1", port: 4321, publicUrl: "http://localhost:4321", trustedProxies: 0 });
  expect(env.allowedHosts).toEqual(["localhost:4321", "127.0.0.1:4321", "[::1]:4321"]);
  expect(env.databaseUrl).toBe("file:data/plumbline.db");
  expect(env.limits).toMatchObject({ bodyBytes: 65_536, headersSeconds: 10, requestSeconds: 30, attemptsPerHour: 60 });
  expect([env.secret, env.resendApiKey, env.mailFrom, env.databaseAuthToken]).toEqual(Array(4).fill(undefined));
});

test("a blank value counts as unset", () => {
  const blank = Object.fromEntries(VARIABLES.map(({ name }) => [name, "  "]));
  expect(readEnvironment(blank)).toEqual(readEnvironment({}));
});

test("the allowed hosts follow PUBLIC_URL, or are what ALLOWED_HOSTS says", () => {
  expect(readEnvironment({ PUBLIC_URL: "https://Plumb.Example/" }).allowedHosts).toEqual(["plumb.example"]);
  expect(readEnvironment({ PUBLIC_URL: "https://plumb.example/" }).publicUrl).toBe("https://plumb.example");
  expect(readEnvironment({ ALLOWED_HOSTS: "A.example, b.example:81" }).allowedHosts).toEqual([
    "a.example",
    "b.example:81",
  ]);
});

test("mail has one way out", () => {
  expect(readEnvironment({ SMTP_URL: "smtp://mail.example" }).smtp?.host).toBe("mail.example");
  expect(() => readEnvironment({ SMTP_URL: "smtp://mail.example", RESEND_API_KEY: "re_1" })).toThrow(
    "Set SMTP_URL or RESEND_API_KEY, not both",
  );
});

test("every variable has a wrong value in this test", () => {
  expect([...Object.keys(WRONG), ...LIMITS].sort()).toEqual(VARIABLES.map(({ name }) => name).sort());
});

const wrongValues = [
  ...Object.entries(WRONG).flatMap(([name, values]) => values.map((value) => [name, value])),
  ...LIMITS.flatMap((name) => ["-1", "many", "99999999999999999"].map((value) => [name, value])),
] as [string, string][];

test.each(wrongValues)("%s=%j stops the start with a sentence that names it and not its value", (name, value) => {
  const error = thrownBy(() => readEnvironment({ [name]: value }));
  expect(error).toBeInstanceOf(EnvironmentError);
  expect(error.message).toMatch(new RegExp(`^${name} must be [^\\n]+\\.$`));
  expect(error.message).not.toContain(value);
});

test("several wrong values are all named at once", () => {
  const { message } = thrownBy(() => readEnvironment({ PORT: "x", SECRET: "short" }));
  expect(message).toMatch(/PORT must .+\. SECRET must .+\./);
});

test("headers may not take longer than the whole request", () => {
  const { message } = thrownBy(() => readEnvironment({ LIMIT_HEADERS_SECONDS: "31" }));
  expect(message).toBe("LIMIT_HEADERS_SECONDS must not be more than LIMIT_REQUEST_SECONDS.");
});

test(".env.example says the same as the table of variables", () => {
  const described = VARIABLES.map((variable: Variable) => {
    const line = variable.described
      ? `# Default: ${variable.default}\n# ${variable.name}=`
      : `# ${variable.name}=${variable.default}`;
    return `# ${variable.meaning}\n${line}`;
  });
  const [, ...blocks] = readFileSync(".env.example", "utf8").trimEnd().split("\n\n");
  expect(blocks).toEqual(described);
});

test("the page for operators says the same as the table of variables", () => {
  const readme = readFileSync("db/README.md", "utf8");
  const table = /<!-- environment -->\n([\s\S]*?)<!-- \/environment -->/.exec(readme)?.[1] ?? "";
  const cells = (line: string) => line.replace(/ +\|/g, " |");
  const rows = table
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map(cells);
  expect(rows).toEqual(VARIABLES.map(({ name, default: value, meaning }) => `| \`${name}\` | ${value} | ${meaning} |`));
});

function thrownBy(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error("It did not throw.");
}
