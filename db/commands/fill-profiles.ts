import { steps } from "#src/assessments/journey.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { DONT_KNOW, type InstrumentId, LAYER_IDS } from "#src/names/instruments.ts";
import type { Result } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import type { Random } from "./fill-random.ts";

/** One way to answer a whole instrument, scored for real. Many filled sittings share it. */
export interface Profile {
  instrument: InstrumentId;
  /** Required answers in the order of the pages. */
  pages: { item: string; option: string; carriable: boolean }[];
  /** Optional questions about the firm, answered by some who completed. */
  firm: Record<string, string>;
  sizing: Record<string, number>;
  plain: Result;
  /** The result with its sizing numbers; null without any. */
  sized: Result | null;
}

const SNAPSHOTS = 0.75;

/** As many profiles as asked for: firms with a level of their own in each layer, some blind, some with numbers. */
export function makeProfiles(bank: Bank, random: Random, count: number): Profile[] {
  return Array.from({ length: count }, () => makeProfile(bank, random));
}

function makeProfile(bank: Bank, random: Random): Profile {
  const instrument: InstrumentId = random.chance(SNAPSHOTS) ? "snapshot" : "diagnostic";
  const level = random.next() * 3.2;
  const levels = Object.fromEntries(LAYER_IDS.map((id) => [id, level + random.next() * 2 - 1]));
  const unsure = random.of([0, 0.03, 0.08, 0.25]);
  const given = Object.fromEntries(
    bank.items.map(({ id, layer, options }) => {
      const credit = Math.round((levels[layer] ?? 2) + random.next() * 2 - 1);
      const last = options.length - 1;
      const option = options[Math.min(last, Math.max(0, credit))]?.id ?? DONT_KNOW;
      return [id, random.chance(unsure) ? DONT_KNOW : option];
    }),
  );
  const context = Object.fromEntries(
    bank.context.map(({ id, options }) => [id, random.of(options.map((option) => option.id))]),
  );
  const { c_tool = "", ...others } = context;
  const firm = random.chance(0.5) ? others : {};
  const sizing = random.chance(0.3) ? sizingOf(random) : {};
  const pages = steps(bank, instrument).map(({ id }) => ({
    item: id,
    option: given[id] ?? c_tool,
    carriable: instrument === "diagnostic" && bank.instruments.snapshot.items.includes(id),
  }));
  const answers = Object.fromEntries(
    pages.filter(({ item }) => item !== "c_tool").map((one) => [one.item, one.option]),
  );
  const submission = { answers, context: { c_tool }, elapsedSeconds: pages.length * 9 };
  const plain = score(bank, instrument, submission);
  const sized = Object.keys(sizing).length > 0 ? score(bank, instrument, { ...submission, sizing }) : null;
  return { instrument, pages, firm, sizing, plain, sized };
}

function sizingOf(random: Random): Record<string, number> {
  return {
    z_acv: random.of([800, 2_500, 6_000, 15_000, 40_000, 120_000]),
    z_cycle: random.of([14, 30, 60, 90, 180]),
    z_miss: random.of([0, 5, 10, 25, 40]),
    z_open: 5 + random.below(90),
    z_opps: random.of([1, 2, 4, 8, 12, 30]),
    z_win: 5 + random.below(50),
  };
}
