import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";

export interface Import {
  /** A path from the root. */
  from: string;
  /** A path from the root, or a package with its subpath. */
  to: string;
  /** `import type` is gone at runtime; `import { type A }` is not, since the compiler keeps modules as written. */
  typeOnly: boolean;
  /** Imported when it is asked for, not as its file is loaded. */
  dynamic: boolean;
  reExport: boolean;
}

/** Every file under a top-level folder, as a path from the root. */
export function filesUnder(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();
}

/** The product's own files: `src` and `db` without what drizzle-kit writes. */
export function productFiles(root: string): string[] {
  return [...filesUnder(root, "src"), ...filesUnder(root, "db")].filter((file) => !file.startsWith("db/migrations/"));
}

export const isCode = (file: string) => /\.(ts|tsx|astro)$/.test(file);

/** The scripts of a file: all of it, or the frontmatter and script elements of an Astro component. */
function scriptsOf(file: string, text: string): string[] {
  if (!file.endsWith(".astro")) return [text];
  const [, frontmatter = ""] = text.match(/^---\n(.*?)\n---/s) ?? [];
  return [frontmatter, ...[...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, script = ""]) => script)];
}

/** What Vite is asked to make of a file (`?inline`) is no part of its place. */
function placeOf(written: string, file: string): string {
  const [specifier = ""] = written.split("?");
  if (specifier.startsWith(".")) return normalize(join(dirname(file), specifier));
  return specifier.startsWith("#") ? specifier.slice(1) : specifier;
}

/** What one file imports, dynamic imports and types included. */
export function importsOf(root: string, file: string): Import[] {
  const found: Import[] = [];
  for (const script of scriptsOf(file, readFileSync(join(root, file), "utf8"))) {
    const add = (specifier: ts.Node | undefined, typeOnly: boolean, { dynamic = false, reExport = false } = {}) => {
      if (specifier && ts.isStringLiteral(specifier))
        found.push({ from: file, to: placeOf(specifier.text, file), typeOnly, dynamic, reExport });
    };
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node))
        add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
      else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly, { reExport: true });
      else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
      else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
        add(node.arguments[0], false, { dynamic: true });
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(`${file}.tsx`, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  }
  return found;
}

/** Every import of the product's code. */
export const importsIn = (root: string): Import[] =>
  productFiles(root)
    .filter(isCode)
    .flatMap((file) => importsOf(root, file));
