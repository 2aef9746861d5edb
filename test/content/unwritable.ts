/**
 * Reports, mails and PDFs that cannot be written with the words as they are: a sentence asks for a name in braces that it is
 * not given. Imported late, for what samples are made of reads the content at once.
 */
export async function unwritable(): Promise<string[]> {
  const { MESSAGES } = await import("#test/support/sample-messages.ts");
  const { sampleSource, SAMPLES } = await import("#test/support/sample-reports.ts");
  const { reportPdf } = await import("#src/report/pdf/pdf.ts");
  const made = [
    ...MESSAGES,
    ...SAMPLES.map((name) => [`PDF of ${name}`, () => reportPdf(sampleSource(name))] as const),
  ];
  const faults = new Set<string>();
  for (const [what, make] of made)
    try {
      await make();
    } catch (error) {
      faults.add(`The ${what} cannot be written: ${(error as Error).message} Look for that sentence in words/.`);
    }
  return [...faults];
}
