import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const ROOT = join(import.meta.dirname, "..");

/** Every file under a top-level folder, as a path from the root. */
const under = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .toSorted();
const textOf = (file: string) => readFileSync(join(ROOT, file), "utf8");

const PRODUCT = [...under("src"), ...under("db")].filter((file) => !file.startsWith("db/migrations/"));
const CODE = PRODUCT.filter((file) => /\.(ts|tsx|astro)$/.test(file));

interface Import {
  from: string;
  /** A path from the root, or a package with its subpath. */
  to: string;
  /** `import type` is gone at runtime; `import { type A }` is not, since the compiler keeps modules as written. */
  typeOnly: boolean;
  reExport: boolean;
}

/** The scripts of a file: all of it, or the frontmatter and script elements of an Astro component. */
function scriptsOf(file: string): string[] {
  const text = textOf(file);
  if (!file.endsWith(".astro")) return [text];
  const [, frontmatter = ""] = text.match(/^---\n(.*?)\n---/s) ?? [];
  return [frontmatter, ...[...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, script = ""]) => script)];
}

function placeOf(specifier: string, file: string): string {
  if (specifier.startsWith(".")) return normalize(join(dirname(file), specifier));
  return specifier.startsWith("#") ? specifier.slice(1) : specifier;
}

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  for (const script of scriptsOf(file)) {
    const add = (specifier: ts.Node | undefined, typeOnly: boolean, reExport = false) => {
      if (specifier && ts.isStringLiteral(specifier))
        found.push({ from: file, to: placeOf(specifier.text, file), typeOnly, reExport });
    };
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node))
        add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
      else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly, true);
      else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
      else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
        add(node.arguments[0], false);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(`${file}.tsx`, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  }
  return found;
}

const IMPORTS = CODE.flatMap(importsOf);

/** "scoring" for src/scoring/score.ts, "db" for db/client.ts, "paths.ts" for src/paths.ts. */
function folderOf(file: string): string {
  const [top = "", next = ""] = file.split("/");
  return top === "src" ? next : top;
}

/** What a folder may import beside its own files. A trailing slash stands for all that is under it. */
interface Row {
  run: string[];
  /** Allowed as `import type` only, beside all of `run`. */
  types?: string[];
}

const DRIZZLE = ["drizzle-orm", "drizzle-orm/"];
const LIBSQL = ["@libsql/client", "@libsql/client/"];
const THIN = [
  "src/accounts/",
  "src/assessments/",
  "src/leads/",
  "src/progress/",
  "src/settings/",
  "src/delivery/",
  "src/funnel/",
  "src/forms/",
  "src/report/",
  "src/articles/",
  "src/paths.ts",
  "src/marks.ts",
];
const ASTRO = ["astro:"];

/** The table of architecture.md, "Who may import what", row by row; `forms` as its own note says. */
const TABLE: Record<string, Row> = {
  scoring: { run: [], types: ["src/instruments/"] },
  instruments: { run: ["zod", "yaml", "node:"] },
  report: { run: ["src/scoring/", "src/instruments/"] },
  articles: {
    run: ["src/instruments/", "src/scoring/", "src/report/", "src/paths.ts", "zod", "yaml", "node:"],
  },
  db: {
    run: [
      ...[...DRIZZLE, ...LIBSQL, "node:", "src/instruments/names.ts", "src/delivery/names.ts", "src/leads/names.ts"],
      ...["src/accounts/names.ts", "src/progress/names.ts"],
    ],
  },
  assessments: { run: ["db/", "src/scoring/", "src/instruments/"] },
  delivery: { run: ["db/", "src/report/", "src/assessments/", "node:"] },
  accounts: {
    run: [
      ...["db/", "node:", "drizzle-orm", "better-auth", "better-auth/", "src/paths.ts"],
      ...["src/assessments/domain.ts", "src/leads/address.ts", "src/delivery/enqueue-invitation.ts"],
      ...["src/delivery/link-token.ts"],
    ],
  },
  leads: { run: ["db/", "src/scoring/", "src/assessments/", "src/delivery/enqueue.ts", "src/settings/"] },
  settings: { run: ["db/", "zod", "node:util", "src/accounts/staff-event.ts"], types: ["src/report/site.ts"] },
  funnel: {
    run: ["db/", "src/assessments/", "src/instruments/", "src/scoring/names.ts", "drizzle-orm", "zod", "node:"],
    types: ["src/report/words.ts"],
  },
  progress: {
    run: [
      "db/",
      "src/scoring/",
      "src/assessments/",
      "src/delivery/enqueue.ts",
      "src/delivery/link-token.ts",
      "drizzle-orm",
    ],
    types: ["src/instruments/"],
  },
  forms: {
    run: [
      ...["src/assessments/", "src/instruments/", "src/islands/next-question.ts", "src/report/", "src/leads/"],
      ...["src/delivery/names.ts", "src/settings/settings.ts", "src/paths.ts", "node:"],
    ],
    types: ["src/islands/", "db/"],
  },
  practice: { run: [], types: ["src/instruments/"] },
  islands: { run: ["src/scoring/", "src/practice/", "preact", "preact/"], types: ["src/", "db/", "preact"] },
  components: { run: [...THIN, ...ASTRO, "src/components/"], types: ["src/", "astro"] },
  layouts: { run: ["src/components/", "src/paths.ts", "src/marks.ts", "src/styles/", ...ASTRO], types: ["src/"] },
  pages: {
    run: [...THIN, ...ASTRO, "src/components/", "src/layouts/", "src/islands/", "src/styles/", "node:path"],
    types: ["src/", "astro"],
  },
  styles: { run: ["node:"] },
  server: { run: ["src/", "db/", "node:", "zod", "compression", "sirv"], types: ["astro"] },
  "paths.ts": { run: [], types: ["src/"] },
  "marks.ts": { run: [] },
  "middleware.ts": { run: ["astro:middleware", "src/server/", "src/paths.ts"] },
  "env.d.ts": { run: [], types: ["src/server/", "src/accounts/staff.ts", "src/progress/founder.ts"] },
};

/**
 * What the code needs and the table does not grant, with the reason. Nothing may be added in passing: an entry is a
 * decision, and one that nothing uses any more fails a test below.
 */
const BEYOND: { from: string; to: string[]; typeOnly?: boolean; because: string }[] = [
  { from: "src/report/site.ts", to: ["zod"], because: "the words are parsed by the schema that types them" },
  { from: "src/report/words.ts", to: ["zod"], because: "as site.ts" },
  { from: "src/report/page-words.ts", to: ["zod"], because: "as site.ts" },
  { from: "src/report/home-words.ts", to: ["zod"], because: "as site.ts" },
  { from: "src/report/method-words.ts", to: ["zod"], because: "as site.ts" },
  { from: "src/report/site-page-words.ts", to: ["zod"], because: "as site.ts" },
  { from: "src/leads/inquiry-text.ts", to: ["zod"], because: "it is the schema of a message" },
  {
    from: "src/leads/inquire.ts",
    to: ["src/delivery/enqueue-inquiry.ts", "src/delivery/limits.ts"],
    because: "an inquiry and the mail that tells of it are one transaction, and the limits hold in it",
  },
  { from: "src/report/card", to: ["src/marks.ts"], because: "the bob is drawn from one path in every medium" },
  { from: "src/report/pdf", to: ["src/marks.ts"], because: "as the card" },
  { from: "src/islands/", to: ["src/marks.ts"], because: "as the card" },
  { from: "src/forms/", to: ["src/marks.ts"], because: "a brand without a mark of its own has this one" },
  { from: "src/report/email", to: ["preact", "preact-render-to-string"], because: "the files of a medium: e-mail" },
  {
    from: "src/report/invitation-email.ts",
    to: ["preact", "preact-render-to-string"],
    because: "the file of a medium",
  },
  {
    from: "src/components/DoorAttribution.astro",
    to: ["src/islands/door-attribution.ts"],
    because: "the script belongs to the door, wherever it stands",
  },
  { from: "src/components/QrCode.astro", to: ["uqr"], because: "the only importer of uqr" },
  { from: "src/report/call-email.ts", to: ["preact", "preact-render-to-string"], because: "the file of a medium" },
  { from: "src/report/card", to: ["preact", "satori", "sharp", "node:"], because: "the files of a medium: card" },
  { from: "src/report/pdf", to: ["pdfkit", "node:"], because: "the files of a medium: PDF" },
  {
    from: "db/schema.ts",
    to: ["src/scoring/result.ts"],
    typeOnly: true,
    because: "a result's column says what is in it",
  },
  { from: "db/lead-schema.ts", to: ["src/scoring/names.ts"], because: "names of verdicts and clarities in a standing" },
  { from: "db/seed.ts", to: ["src/"], because: "a command that fills a database through the domain's own verbs" },
  {
    from: "db/fill",
    to: ["src/"],
    because: "as seed.ts: what it makes is scored and placed by the product's own rules",
  },
  { from: "db/funnel-schema.ts", to: ["src/funnel/names.ts"], because: "names of the funnel, as those of leads" },
  { from: "src/funnel/funnel-csv.ts", to: ["csv-stringify/sync"], because: "a table of the funnel as CSV" },
  { from: "src/funnel/funnel-parts.ts", to: ["src/report/phrase.ts"], because: "a date is written as in the report" },
  { from: "src/assessments/", to: ["drizzle-orm"], because: "queries are built with drizzle's operators" },
  { from: "src/delivery/", to: ["drizzle-orm"], because: "as assessments" },
  { from: "src/leads/", to: ["drizzle-orm"], because: "as assessments" },
  {
    from: "src/assessments/complete.ts",
    to: ["src/delivery/enqueue-webhooks.ts"],
    because: "what webhooks are told goes into the transaction in which it happens",
  },
  {
    from: "src/assessments/retake-statements.ts",
    to: ["src/delivery/enqueue-webhooks.ts"],
    because: "as complete.ts, whose transaction they belong to",
  },
  { from: "src/assessments/score-command.ts", to: ["node:stream/consumers"], because: "a command reads its input" },
  { from: "src/assessments/score-command.ts", to: ["zod"], typeOnly: true, because: "it words the schema's issues" },
  {
    from: "src/delivery/",
    to: ["src/instruments/"],
    typeOnly: true,
    because: "a renderer hands the bank to the report",
  },
  { from: "src/delivery/", to: ["src/paths.ts"], because: "a message holds links" },
  { from: "src/delivery/", to: ["src/leads/names.ts"], typeOnly: true, because: "names of reasons, grades, statuses" },
  {
    from: "src/delivery/webhook-body.ts",
    to: ["src/scoring/names.ts"],
    typeOnly: true,
    because: "the body says a result",
  },
  {
    from: "src/delivery/",
    to: ["src/accounts/staff-event.ts"],
    because: "what staff do to endpoints and suppressions is in the audit trail",
  },
  {
    from: "src/delivery/render-hook.ts",
    to: ["src/leads/stand.ts"],
    because: "a webhook may be sent before whoever captured its lead has computed where it stands",
  },
  {
    from: "src/delivery/endpoint-event.ts",
    to: ["src/accounts/names.ts"],
    typeOnly: true,
    because: "names of its lines",
  },
  { from: "src/delivery/mailbox.ts", to: ["nodemailer/lib/mail-composer"], because: "its channel writes .eml files" },
  { from: "src/delivery/resend.ts", to: ["resend"], because: "the only importer of resend" },
  {
    from: "src/leads/",
    to: ["src/delivery/enqueue-webhooks.ts"],
    because: "what webhooks are told goes into the transaction in which it happens",
  },
  {
    from: "src/leads/",
    to: ["node:timers/promises"],
    because: "a long job lets others read and write between its steps",
  },
  { from: "src/leads/", to: ["src/instruments/names.ts"], typeOnly: true, because: "a standing names its instrument" },
  { from: "src/report/desk-words.ts", to: ["zod"], because: "as site.ts" },
  { from: "src/report/access-words.ts", to: ["zod"], because: "as site.ts" },
  {
    from: "src/progress/",
    to: ["src/delivery/limits.ts", "src/delivery/windows.ts", "src/delivery/condition.ts"],
    because: "the limits hold in the transaction that enqueues",
  },
  {
    from: "src/progress/finish-later.ts",
    to: ["src/delivery/enqueue-finish-later.ts"],
    because: "it is the enqueue of this verb",
  },
  {
    from: "src/progress/erase-ended.ts",
    to: ["src/delivery/erase-deliveries.ts"],
    because: "with a link goes the message that carried it, and what the channel keeps of it",
  },
  { from: "src/report/embed-words.ts", to: ["zod"], because: "as site.ts" },
  {
    from: "src/components/Analytics.astro",
    to: ["src/islands/analytics.ts"],
    because: "the script comes with the component or not at all",
  },
  {
    from: "src/layouts/Frame.astro",
    to: ["src/islands/frame.ts"],
    because: "the script belongs to the frame, whatever it shows",
  },
  { from: "src/report/seats-words.ts", to: ["zod"], because: "as site.ts" },
  { from: "src/report/progress-words.ts", to: ["zod"], because: "as site.ts" },
  {
    from: "src/report/strong-lead-email.ts",
    to: ["preact", "preact-render-to-string"],
    because: "the file of a medium",
  },
  { from: "src/delivery/", to: ["src/settings/"], because: "a message to staff goes to the addresses of the settings" },
  {
    from: "src/delivery/strong-lead-message.ts",
    to: ["src/leads/read-facts.ts", "src/leads/standing.ts"],
    because: "the message says what a lead's score is made of",
  },
  {
    from: "src/leads/capture.ts",
    to: ["src/delivery/limits.ts", "src/delivery/names.ts"],
    because: "the limits hold in the transaction that enqueues",
  },
  {
    from: "src/leads/detach.ts",
    to: ["src/delivery/link-token.ts"],
    because: "the token names a delivery",
  },
  { from: "src/leads/erase-attached.ts", to: ["src/delivery/link-token.ts"], because: "as detach" },
  {
    from: "src/leads/",
    to: ["src/delivery/erase-deliveries.ts"],
    because: "what erases a delivery has the mailbox forget it too",
  },
  { from: "src/assessments/erase.ts", to: ["src/delivery/erase-deliveries.ts"], because: "as leads" },
  { from: "src/leads/", to: ["src/delivery/condition.ts"], typeOnly: true, because: "a statement takes a condition" },
  {
    from: "src/leads/ask-for-erasure.ts",
    to: ["src/delivery/limits.ts"],
    because: "the limits hold in the transaction that enqueues",
  },
  {
    from: "src/leads/withdraw-consent.ts",
    to: ["src/delivery/may-replay.ts", "src/delivery/names.ts"],
    because: "what rests on a consent is not sent any more, and staff cannot send it again",
  },
  { from: "src/progress/export", to: ["src/paths.ts"], because: "the file names the private links of its owner" },
  { from: "src/progress/export-assessment-schema.ts", to: ["zod"], because: "as export-schema.ts" },
  { from: "src/progress/export-fields.ts", to: ["zod", "src/instruments/names.ts"], because: "as export-schema.ts" },
  {
    from: "src/progress/export-schema.ts",
    to: ["zod", "src/delivery/names.ts", "src/instruments/names.ts", "src/leads/names.ts"],
    because: "it is the schema of the file, and names everything that is in it",
  },
  {
    from: "src/progress/export-assessment.ts",
    to: ["src/instruments/names.ts"],
    because: "the label of Not sure stands apart from those of the options",
  },
  {
    from: "src/progress/export-own.ts",
    to: ["src/report/consent-text.ts", "src/report/site.ts"],
    because: "a consent is exported with its words",
  },
  {
    from: "src/settings/privacy-facts.ts",
    to: ["src/accounts/rules.ts", "src/assessments/", "src/delivery/", "src/progress/"],
    because: "the privacy page says each number as it stands where it is enforced",
  },
  { from: "src/report/practice-words.ts", to: ["zod"], because: "as site.ts" },
  { from: "src/report/own-data-words.ts", to: ["zod"], because: "as site.ts" },
  { from: "src/report/privacy-words.ts", to: ["zod"], because: "as site.ts" },
  { from: "src/leads/address.ts", to: ["zod"], because: "it is the schema of an address" },
  {
    from: "src/leads/inbox.ts",
    to: ["zod", "src/instruments/names.ts"],
    because: "it is the schema of the inbox's address",
  },
  {
    from: "src/components/LeadDesk.astro",
    to: ["src/layouts/", "src/styles/"],
    because: "one page that two addresses show: the lead's, and that of a change which was not made",
  },
  {
    from: "src/components/PracticeSheet.astro",
    to: ["src/layouts/", "src/styles/"],
    because: "one page with the fields of five worksheets in its middle",
  },
  {
    from: "src/components/",
    to: ["src/instruments/names.ts", "src/scoring/names.ts"],
    because: "a filter offers every name there is",
  },
  { from: "src/leads/csv-line.ts", to: ["csv-stringify/sync"], because: "it writes the lines of an export" },
  {
    from: "src/leads/export-leads.ts",
    to: ["src/paths.ts", "src/accounts/staff-event.ts"],
    because: "an export links to the desk and is a line of the audit trail",
  },
  {
    from: "src/report/desk-words.ts",
    to: ["src/leads/names.ts"],
    because: "the desk names what leads have",
  },
  {
    from: "src/leads/",
    to: ["src/report/site.ts"],
    typeOnly: true,
    because: "consent texts stand in the site's settings",
  },
  {
    from: "src/pages/",
    to: ["src/instruments/", "src/scoring/score.ts"],
    because: "prerendered pages load content at build time and score the specimen",
  },
  { from: "src/pages/", to: ["zod"], because: "schema at the edge: an endpoint parses its own body" },
  { from: "src/report/commitment-words.ts", to: ["zod"], because: "as site.ts" },
  { from: "src/report/commitment-words.ts", to: ["src/progress/names.ts"], because: "it words each outcome" },
  {
    from: "src/progress/commitment-terms.ts",
    to: ["zod", "src/instruments/names.ts"],
    because: "it is the schema of a commitment's form",
  },
  {
    from: "src/forms/commitment.ts",
    to: ["src/progress/commitment-terms.ts"],
    because: "a refusal names the dates that are taken",
  },
  {
    from: "src/progress/",
    to: ["src/delivery/enqueue-reminder.ts", "src/delivery/may-replay.ts"],
    because: "a commitment, its yes and its stop are each one transaction with the outbox",
  },
  {
    from: "src/progress/confirm-reminder.ts",
    to: ["src/report/site.ts"],
    typeOnly: true,
    because: "the version of a consent's text stands in the site's settings",
  },
  {
    from: "src/progress/make-with-reminder.ts",
    to: ["src/leads/capture.ts", "src/leads/lead-statements.ts", "src/leads/stand.ts", "src/leads/tell.ts"],
    because: "whoever gives an address for a reminder becomes a lead",
  },
  { from: "src/styles/fonts/subset.ts", to: ["subset-font"], because: "a command that makes the fonts" },
];

const matches = (patterns: readonly string[], to: string) =>
  patterns.some((pattern) => (/[/:]$/.test(pattern) ? to.startsWith(pattern) : to === pattern));
const grantedBy = ({ from, to, typeOnly }: Import, extra: (typeof BEYOND)[number]) =>
  from.startsWith(extra.from) && matches(extra.to, to) && (typeOnly || !extra.typeOnly);

function allowed(one: Import): boolean {
  const { from, to, typeOnly } = one;
  const row = TABLE[folderOf(from)];
  if (!row) return false;
  if (existsSync(join(ROOT, to)) && folderOf(from) === folderOf(to)) return true;
  return (
    matches([...row.run, ...(typeOnly ? (row.types ?? []) : [])], to) || BEYOND.some((extra) => grantedBy(one, extra))
  );
}

const told = ({ from, to, typeOnly }: Import) => `${from} imports ${typeOnly ? "type " : ""}${to}`;
const importsTo = (...patterns: string[]) => IMPORTS.filter(({ to }) => matches(patterns, to));

describe("Who may import what", () => {
  it("is read from every file of src and db", () => {
    expect(CODE.length).toBeGreaterThan(150);
    expect(IMPORTS.length).toBeGreaterThan(400);
    for (const folder of new Set(CODE.map(folderOf))) expect(Object.keys(TABLE)).toContain(folder);
    const missing = IMPORTS.filter(({ to }) => /^(src|db|content)\//.test(to) && !existsSync(join(ROOT, to)));
    expect(missing.map(told)).toEqual([]);
  });

  it("is as the table says", () => {
    expect(IMPORTS.filter((one) => !allowed(one)).map(told)).toEqual([]);
  });

  it("is granted beyond the table only where the code still needs it", () => {
    const unused = BEYOND.filter((extra) => !IMPORTS.some((one) => grantedBy(one, extra))).map(({ from }) => from);
    // The table itself names the medium PDF, for when it comes.
    expect(unused.filter((from) => from !== "src/report/pdf")).toEqual([]);
  });

  it("leaves scoring free of everything at runtime, for it runs in the browser too", () => {
    const outside = IMPORTS.filter(({ from, to }) => folderOf(from) === "scoring" && !to.startsWith("src/scoring/"));
    expect(outside.filter(({ typeOnly }) => !typeOnly).map(told)).toEqual([]);
    expect(outside.filter(({ to }) => !to.startsWith("src/instruments/")).map(told)).toEqual([]);
  });

  it("lets no zod, no content and nothing of Node into an island, not even through another file", () => {
    const reached = new Set<string>();
    const follow = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const { from, to, typeOnly } of IMPORTS) if (from === file && !typeOnly) follow(to);
    };
    for (const file of CODE.filter((one) => folderOf(one) === "islands")) follow(file);
    const bad = [...reached].filter((to) => /^(zod|yaml|node:|content\/|db\/|drizzle|@libsql)/.test(to));
    expect(bad).toEqual([]);
    expect([...reached].filter((to) => to.startsWith("src/instruments/catalog"))).toEqual([]);
  });

  it("lets one file only know the provider of mail", () => {
    expect(importsTo("resend").map(({ from }) => from)).toEqual(["src/delivery/resend.ts"]);
  });

  it("keeps the database's driver in db, and drizzle out of pages, components, forms and reports", () => {
    expect([...new Set(importsTo(...LIBSQL).map(({ from }) => folderOf(from)))]).toEqual(["db"]);
    const folders = new Set(importsTo(...DRIZZLE).map(({ from }) => folderOf(from)));
    expect([...folders].toSorted()).toEqual([
      "accounts",
      "assessments",
      "db",
      "delivery",
      "funnel",
      "leads",
      "progress",
    ]);
  });

  it("lets nothing import the server but its own files, the dev middleware and the types of locals", () => {
    const outside = importsTo("src/server/").filter(({ from }) => folderOf(from) !== "server");
    const others = new Set(outside.map(({ from }) => from));
    const granted = ["src/middleware.ts", "src/env.d.ts", "db/seed.ts", "db/fill.ts"];
    expect([...others].filter((from) => !granted.includes(from))).toEqual([]);
  });

  it("keeps astro: modules to pages, layouts, components and the middleware", () => {
    const folders = new Set(importsTo("astro:").map(({ from }) => folderOf(from)));
    for (const folder of folders)
      expect(["pages", "layouts", "components", "middleware.ts", "content.config.ts"]).toContain(folder);
  });

  it("lets files of names import nothing, and the file of paths import types only", () => {
    const ofNames = IMPORTS.filter(({ from }) => basename(from) === "names.ts");
    expect(ofNames.map(told)).toEqual([]);
    expect(CODE.filter((file) => basename(file) === "names.ts").length).toBeGreaterThan(3);
    expect(IMPORTS.filter(({ from, typeOnly }) => from === "src/paths.ts" && !typeOnly).map(told)).toEqual([]);
  });

  it("passes nothing on from another file: no barrels", () => {
    expect(IMPORTS.filter(({ reExport }) => reExport).map(told)).toEqual([]);
  });
});

describe("Files", () => {
  /** Longer than the rule allows: each waits to be split, and none may join them. */
  const TOO_LONG = [
    ...["db/schema.ts", "src/report/email.ts"],
    ...["home", "log", "question", "result"].map((name) => `src/styles/${name}.css`),
  ];

  it("have names that say what is in them", () => {
    const vague = /^(utils?|helpers?|common|misc|services?|lib|managers?)$/i;
    // A page is named after its address, so /shared/ names a folder of pages and /services a page.
    const named = PRODUCT.filter((file) => !/^src\/pages\/(shared\/|services\.astro$)/.test(file));
    const all = [...named, ...under("test"), ...under("content")];
    expect(all.filter((file) => file.split("/").some((part) => vague.test(part.replace(/\..*$/, ""))))).toEqual([]);
  });

  it("have at most 200 lines, but for those that wait to be split", () => {
    const long = PRODUCT.filter((file) => /\.(ts|tsx|astro|css)$/.test(file)).filter(
      (file) => textOf(file).trimEnd().split("\n").length > 200,
    );
    expect(long.filter((file) => !TOO_LONG.includes(file))).toEqual([]);
  });

  it("leave nothing to do for later in a comment", () => {
    const all = [...PRODUCT, ...under("test"), ...under("content")].filter(
      (file) => /\.(ts|tsx|astro|css|yaml)$/.test(file) && file !== "test/architecture.test.ts",
    );
    expect(all.filter((file) => /\b(TODO|FIXME)\b/.test(textOf(file)))).toEqual([]);
  });
});

describe("Sentences of content", () => {
  const sentencesIn = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    return value !== null && typeof value === "object" ? Object.values(value).flatMap(sentencesIn) : [];
  };
  const files = under("content").filter((file) => file.endsWith(".yaml"));

  it.each(files)("have no em dash and no exclamation mark in %s", (file) => {
    const sentences = sentencesIn(parse(textOf(file)));
    expect(sentences.length).toBeGreaterThan(3);
    expect(sentences.filter((sentence) => /[—!]/.test(sentence))).toEqual([]);
  });
});
