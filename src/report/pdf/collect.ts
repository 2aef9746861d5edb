/** What pdfkit writes a document with, which its types do not say. */
interface Writing {
  page: { write(chunk: Uint8Array): void };
  _offset: number;
  _write(data: string | Uint8Array): void;
  addContent(line: string): this;
  flushPages(): void;
  read(): Buffer;
}

/**
 * Has a new document collect what it writes as text, page by page and for the file: pdfkit makes a buffer of each line and hands
 * it to a stream. Returns what gives the file once the document has ended, the same bytes that the stream would.
 */
export function collecting(document: PDFKit.PDFDocument): () => Buffer {
  const doc = document as unknown as Writing;
  const begun = doc.read();
  const file: Uint8Array[] = [begun];
  let text = "";
  const contents = new Map<Writing["page"], string>();
  const { flushPages } = doc;
  const close = () => {
    file.push(Buffer.from(text, "latin1"));
    text = "";
  };
  doc.addContent = (line) => {
    contents.set(doc.page, `${contents.get(doc.page) ?? ""}${line}\n`);
    return doc;
  };
  doc.flushPages = () => {
    for (const [page, content] of contents) page.write(Buffer.from(content, "latin1"));
    contents.clear();
    flushPages.call(doc);
  };
  doc._write = (data) => {
    if (typeof data === "string") text += `${data}\n`;
    else {
      close();
      file.push(data);
    }
    doc._offset += data.length + (typeof data === "string" ? 1 : 0);
  };
  return () => {
    close();
    return Buffer.concat(file);
  };
}
