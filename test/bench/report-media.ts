import { reportPdf } from "#src/report/pdf/pdf.ts";
import { readPdf } from "#test/support/read-pdf.ts";
import { sampleSource } from "#test/support/sample-reports.ts";

export interface PdfTime {
  /** Milliseconds of the first, fonts parsed and code cold, and the median of the others. */
  first: number;
  median: number;
  bytes: number;
  pages: number;
}

/** Times the PDF of the fullest sample, made `rounds` times in this thread, past cache and press. */
export async function timePdf(rounds = 25): Promise<PdfTime> {
  const source = sampleSource("software-firm");
  const taken: number[] = [];
  let pdf = Buffer.alloc(0);
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    pdf = Buffer.from(await reportPdf(source));
    taken.push(performance.now() - started);
  }
  const [first = 0, ...others] = taken;
  const median = others.sort((one, other) => one - other)[Math.floor(others.length / 2)] ?? first;
  const { pages } = await readPdf(pdf);
  return { first, median, bytes: pdf.length, pages };
}
