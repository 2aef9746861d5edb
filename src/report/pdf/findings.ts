import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { pips } from "./marks.ts";
import { paragraph, type Row, section } from "./section.ts";
import type { Sheet } from "./sheet.ts";
import { inInk, MAIN_WIDTH, SHEET, TYPE } from "./type-styles.ts";

const GAP = 18;
const ANSWER = { x: SHEET.main, width: 170 };
const WHY = { x: ANSWER.x + ANSWER.width + GAP, width: SHEET.right - ANSWER.x - ANSWER.width - GAP };

/** The answers behind the layer that is named, weakest first, then what stands at full marks. */
export function evidence(sheet: Sheet, { evidence: part }: Report): void {
  const rows = part.rows.map(({ question, answer, credit, mark, why }): Row => {
    const asked = sheet.heightOf(question, TYPE.note, ANSWER.width);
    const given = sheet.heightOf(answer, TYPE.answer, ANSWER.width);
    return {
      height: Math.max(asked + given + 15, sheet.heightOf(why, TYPE.body, WHY.width)),
      draw: (list, y) => {
        const body = sheet.open(sheet.open(list, "LI"), "LBody");
        sheet.text(body, "P", question, TYPE.note, { ...ANSWER, y });
        sheet.text(body, "P", answer, TYPE.answer, { ...ANSWER, y: y + asked });
        const at = y + asked + given + 4;
        const credits = { x: ANSWER.x + 44, y: at - 2, width: 80 };
        sheet.text(body, "P", mark, TYPE.small, credits);
        sheet.art((doc) => pips({ doc, inks: sheet.inks }, ANSWER.x + 0.5, at, credit));
        if (why) sheet.text(body, "P", why, TYPE.body, { ...WHY, y });
      },
    };
  });
  const { atFull } = part;
  if (atFull)
    rows.push({
      height: sheet.heightOf(atFull, TYPE.note, MAIN_WIDTH),
      draw: (list, y) =>
        sheet.text(sheet.open(list, "LI"), "LBody", atFull, TYPE.note, { x: SHEET.main, y, width: MAIN_WIDTH }),
    });
  section(sheet, { title: part.heading, intro: [part.intro], container: "L", rows });
}

const NUMBER = 24;
const STEP = { x: SHEET.main + NUMBER, width: 180 };
const PROOF = { x: STEP.x + STEP.width + GAP, width: SHEET.right - STEP.x - STEP.width - GAP };

/** The first fixes with who, by when and the proof; or what to protect. */
export function fixes(sheet: Sheet, { fixes: part }: Report, words: PageWords): void {
  const { doneWhen, protectProof } = words.result;
  const steps = [
    ...part.list.map(({ title, body, layer, when, proof }) => ({
      title,
      body,
      layer,
      facts: [when],
      proof: [doneWhen, proof] as const,
    })),
    ...part.protect.map(({ topic, layer, proof }) => ({
      title: topic,
      body: "",
      layer,
      facts: [],
      proof: [protectProof, proof] as const,
    })),
  ];
  const rows = steps.map(({ title, body, layer, facts, proof: [label, proof] }, place): Row => {
    const claim = sheet.heightOf(title, TYPE.claim, STEP.width) + 2;
    const left = claim + (body ? sheet.heightOf(body, TYPE.body, STEP.width) : TYPE.note.lead);
    const head = facts.map((fact) => sheet.heightOf(fact, TYPE.noteLabel, PROOF.width));
    const said = [
      { text: `${label}: `, style: TYPE.noteLabel },
      { text: proof, style: inInk(TYPE.note, "quiet") },
    ];
    const facing = head.reduce((sum, each) => sum + each, 0) + sheet.heightOf(layer, TYPE.note, PROOF.width);
    const right = facing + sheet.heightOfRuns(said, PROOF.width);
    return {
      height: Math.max(left, right + 4),
      draw: (list, y) => {
        const item = sheet.open(list, "LI");
        const number = inInk({ ...TYPE.band, size: 20 }, part.list.length > 0 && place === 0 ? "line" : "ink");
        sheet.text(item, "Lbl", String(place + 1), number, { x: SHEET.main, y: y - 4, width: NUMBER });
        const step = sheet.open(item, "LBody");
        sheet.text(step, "H3", title, TYPE.claim, { ...STEP, y });
        if (body) sheet.text(step, "P", body, TYPE.body, { ...STEP, y: y + claim });
        let at = y + 1;
        facts.forEach((fact, each) => {
          sheet.text(step, "P", fact, TYPE.noteLabel, { ...PROOF, y: at });
          at += head[each] ?? 0;
        });
        at += sheet.text(step, "P", layer, TYPE.note, { ...PROOF, y: at }) + 3;
        sheet.runs(step, "P", said, { ...PROOF, y: at });
      },
    };
  });
  section(sheet, { title: part.heading, intro: [part.intro], container: "L", rows });
}

const JOB = { x: SHEET.main + NUMBER, width: 118 };
const NOTES = { x: JOB.x + JOB.width + GAP, width: SHEET.right - JOB.x - JOB.width - GAP };

/** The layers in the order to work on them, and what each waits for. */
export function order(sheet: Sheet, { order: part }: Report): void {
  const rows = part.list.map(({ name, score, status, act, notes: own }, place): Row => {
    const notes = [...(act ? [`${act}.`] : []), ...own];
    const heights = notes.map((note) => sheet.heightOf(note, TYPE.note, NOTES.width));
    return {
      height: Math.max(
        TYPE.label.lead + TYPE.note.lead,
        heights.reduce((sum, each) => sum + each, 0),
      ),
      draw: (list, y) => {
        const item = sheet.open(list, "LI");
        sheet.text(item, "Lbl", String(place + 1), TYPE.figure, { x: SHEET.main, y: y - 1, width: NUMBER });
        const job = sheet.open(item, "LBody");
        sheet.text(job, "P", name, TYPE.label, { ...JOB, y });
        sheet.text(job, "P", `${score}, ${status}.`, TYPE.note, { ...JOB, y: y + TYPE.label.lead });
        let at = y;
        notes.forEach((note, each) => {
          sheet.text(job, "P", note, TYPE.note, { ...NOTES, y: at });
          at += heights[each] ?? 0;
        });
      },
    };
  });
  if (rows.length === 0) rows.push(paragraph(sheet, part.sentence, TYPE.body));
  const list = part.list.length > 0 ? ({ intro: [part.sentence], container: "L" } as const) : {};
  section(sheet, { title: part.heading, ...list, rows });
}
