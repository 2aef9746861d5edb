import { join } from "node:path";
import { z } from "zod";

const family = z.string().regex(/^[\w -]+$/, "must be the name of a font family");
const axes = z.record(z.string().regex(/^[A-Za-z]{4}$/, "must be the tag of an axis, such as opsz"), z.number());
/** Text is set in two weights, so one that is fixed would make both the same. */
const axesOfText = axes.refine(
  (fixed) => !Object.keys(fixed).some((tag) => tag.toLowerCase() === "wght"),
  "must not fix wght: text is set in two weights",
);

/** One face of `faces` in `content/site.yaml`. */
const face = (fixed: typeof axes) =>
  z.strictObject({
    name: family,
    /** The whole font: a file of `faces/`, or one of an installed package. */
    from: z.string().regex(/\.(woff2?|ttf|otf)$/, "must be a font file: woff2, woff, ttf or otf"),
    /** What a variable font varies, fixed for each use. */
    axes: z.strictObject({ screen: fixed, print: fixed }).optional(),
    standIns: z
      .array(family)
      .min(1)
      .refine(
        (names) => ["serif", "sans-serif", "monospace", "system-ui"].includes(names.at(-1) ?? ""),
        "must end with serif, sans-serif, monospace or system-ui",
      ),
  });

export const brandFaces = z.strictObject({ display: face(axes), text: face(axesOfText) });

/** The faces of a site, and the folder where their files lie. */
export type Faces = z.infer<typeof brandFaces> & { folder: string };

/** The files that "npm run fonts" makes. On screen the letters that few texts have are a file of their own. */
export const FACE_FILES = {
  screen: { display: "display.woff2", text: "text.woff2", letters: "text-letters.woff2" },
  print: { display: "display.ttf", text: "text.ttf", strong: "text-strong.ttf" },
} as const;

/** How cards and PDFs are set: claims, facts, labels. */
export type PrintFace = keyof typeof FACE_FILES.print;

/** Where the file of a face of cards and PDFs lies. */
export const printFile = ({ folder }: Faces, which: PrintFace): string => join(folder, FACE_FILES.print[which]);

/** The stand-ins of a face as CSS names them inside an attribute. */
export const standIns = (names: readonly string[]): string =>
  names.map((name) => (name.includes(" ") ? `'${name}'` : name)).join(",");
