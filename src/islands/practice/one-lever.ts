import {
  constraintSentence,
  dropOff,
  findConstraint,
  kept,
  type LeverBar,
  leverBars,
  moveOne,
  SIGNS,
  type Stage,
  shorten,
} from "#src/practice/one-lever.ts";
import { draw } from "./bars.ts";
import { lineOf, numberIn } from "./fields.ts";
import { figure, money, phrase, typed, words, write } from "./page.ts";
import { startSheet } from "./sheet.ts";

const daysPerMonth = Number(words.daysPerMonth);
const percent = 10;

/** The stages that are filled in. A name alone makes none. */
function stagesTyped(): (Stage & { place: number })[] {
  return [...document.querySelectorAll("[data-row]")].flatMap((_, place) => {
    const at = (field: string) => numberIn(`${field}-${place}`);
    const [reached, ended, middle, shortest, longest] = ["reached", "ended", "middle", "shortest", "longest"].map(at);
    const name = typed(`name-${place}`) || phrase("unnamed", { number: place + 1 });
    const known = reached != null && ended != null;
    const wrong = (known && ended > reached) || (shortest ?? 0) > (longest ?? Infinity);
    const stage = {
      name,
      place,
      reached: reached ?? 0,
      ended: ended ?? 0,
      middle: middle ?? 0,
      // One end of the days alone says nothing of their spread.
      shortest: shortest ?? longest ?? 0,
      longest: longest ?? shortest ?? 0,
    };
    const lost = known && !wrong && reached > 0;
    draw(`drop-${place}`, lost ? { solid: [0, dropOff(stage)], pale: [0, 100] } : null, 100);
    write(`drop-${place}`, wrong ? phrase("stageFault") : lost ? lostIn(stage) : "");
    return known && !wrong ? [stage] : [];
  });
}

const lostIn = (stage: Stage) => `${figure(Math.round(dropOff(stage)))}%`;

const LEVER_FIELDS = ["deals", "won", "value", "days", "customers", "yearly", "points"];

function leverLines(): { lines: string[]; summary: string } {
  const deals = numberIn("deals");
  const won = numberIn("won", 100);
  const value = numberIn("value");
  const days = numberIn("days");
  const money4 = deals !== null && won !== null && value !== null ? moveOne({ deals, won, value }, percent) : null;
  const cycle = deals !== null && days !== null ? shorten({ deals, days }, percent, daysPerMonth) : null;
  const points = [numberIn("customers"), numberIn("yearly"), numberIn("points", 100)] as const;
  const [customers, yearly, more] = points;
  const retained = customers !== null && yearly !== null && more !== null ? kept(customers, yearly, more) : null;
  const said: Record<string, string> = {
    annual: money4 ? money(money4.annual) : "",
    volume: money4 ? phrase("more", { amount: money(money4.one) }) : "",
    winRate: money4
      ? money4.wonAfter === null
        ? phrase("overAll")
        : phrase("more", { amount: money(money4.one) })
      : "",
    size: money4 ? phrase("more", { amount: money(money4.one) }) : "",
    cycle: cycle
      ? phrase("sooner", { fewer: figure(cycle.fewer), open: figure(cycle.open), days: figure(cycle.sooner) })
      : "",
    retention: retained === null ? "" : phrase("more", { amount: money(retained) }),
    two: money4 ? phrase(money4.wonAfter === null ? "moreWithoutWins" : "more", { amount: money(money4.two) }) : "",
  };
  for (const [name, text] of Object.entries(said)) write(name, text);
  const picture = money4 && leverBars(money4, retained);
  for (const name of Object.keys(said)) draw(name, picture?.bars[name as LeverBar] ?? null, picture?.full ?? 0);
  const results = Object.entries(said).flatMap(([name, text]) => (text ? [`- ${words[`${name}Label`]}: ${text}`] : []));
  return {
    lines: [...LEVER_FIELDS.flatMap(lineOf), ...results],
    summary: money4
      ? phrase(money4.wonAfter === null ? "summaryFull" : "summary", {
          annual: money(money4.annual),
          one: said.volume ?? "",
        })
      : "",
  };
}

startSheet(() => {
  const { lines, summary } = leverLines();
  const stages = stagesTyped();
  const found = findConstraint(stages);
  const { signs, stage, earliest } = found;
  const nameAt = (place: number | null) => (place === null ? "" : (stages[place]?.name ?? ""));
  const enough = stages.length > 1;
  for (const sign of SIGNS) write(sign, enough ? nameAt(signs[sign]) : "");
  const sentence = enough ? constraintSentence(found) : null;
  const constraint = sentence ? phrase(sentence, { stage: nameAt(stage ?? earliest) }) : "";
  const few = sentence && (stages[0]?.reached ?? 0) < 20 ? ` ${phrase("few")}` : "";
  write("constraint", constraint + few);
  for (const one of stages) {
    const fields = ["reached", "ended", "middle", "shortest", "longest"].flatMap((name) =>
      lineOf(`${name}-${one.place}`),
    );
    lines.push(`- **${one.name}**`, ...[...fields, `- ${words.drop}: ${lostIn(one)}`].map((line) => `    ${line}`));
  }
  return { summary: [summary, constraint && constraint + few].filter(Boolean).join(" "), lines };
});
