import { reportPdf } from "#src/report/pdf/pdf.ts";
import { readPdf } from "#test/support/read-pdf.ts";
import { sampleSource } from "#test/support/sample-reports.ts";

/** Milliseconds of the PDF of the fullest sample, the median of `rounds` in this thread, past cache and press, after a first one. */
export async function timePdf(rounds = 25): Promise<{ median: number; pages: number }> {
  const source = sampleSource("software-firm");
  const taken: number[] = [];
  let pdf = Buffer.alloc(0);
  for (let round = 0; round <= rounds; round += 1) {
    const started = performance.now();
    pdf = Buffer.from(await reportPdf(source));
    if (round > 0) taken.push(performance.now() - started);
  }
  const { pages } = await readPdf(pdf);
  return { median: taken.sort((one, other) => one - other)[rounds >> 1] ?? 0, pages };
}
