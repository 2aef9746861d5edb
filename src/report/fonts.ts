import { join } from "node:path";

/** Where the faces of cards and PDFs lie, seen from the working directory as the content is: what is built lies elsewhere. */
export const FONTS = join(process.cwd(), "src/styles/fonts");
