import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterSteps, firstUnanswered, hasCheckPage, optionsOf, steps } from "#src/assessments/journey.ts";
import { nextQuestion } from "#src/assessments/next-question.ts";
import { limited } from "#src/forms/ask.ts";
import { ATTRIBUTION_FIELDS, attributionFields, attributionOf } from "#src/forms/attribution.ts";
import { formTimes } from "#src/forms/form-time.ts";
import { FormError, readForm } from "#src/forms/read-form.ts";
import { saidOf } from "#src/forms/said-of.ts";
import { readSettingsForm, settingsFields } from "#src/forms/settings-form.ts";
import { readSizing, sizingFields } from "#src/forms/sizing.ts";
import { CURRENCIES } from "#src/numbers.ts";
import { defaultSettings } from "#src/settings/settings.ts";
import { HOUR, SECOND } from "#src/time.ts";
import { remark } from "#src/typed-text.ts";
import { fill } from "#src/words/phrase.ts";
import { bank, first } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";

describe("The signed time of a form", () => {
  const START = Date.UTC(2026, 10, 20, 9);
  const limits = { formMinSeconds: 3, formMaxHours: 24 };
  const judgedAfter = (milliseconds: number, change = (token: string) => token) => {
    let now = START;
    const times = formTimes("a secret of at least 32 characters", () => now, limits);
    const token = change(times.issue());
    now += milliseconds;
    return times.judge(token);
  };

  it.each([
    [0, "too-fast"],
    [3 * SECOND - 1, "too-fast"],
    [3 * SECOND, "ok"],
    [24 * HOUR, "ok"],
    [24 * HOUR + 1, "too-old"],
  ])("after %i milliseconds is judged %s", (milliseconds, judged) => {
    expect(judgedAfter(milliseconds)).toBe(judged);
  });

  it.each([
    ["nothing", () => ""],
    ["a bare time", (token: string) => token.split(".")[0] ?? ""],
    ["a time without its signature", (token: string) => `${token.split(".")[0]}.`],
    ["another time under the same signature", (token: string) => `${START.toString(36)}0.${token.split(".")[1]}`],
    ["a later time under the same signature", (token: string) => `zzzzzzzzz.${token.split(".")[1]}`],
    ["a changed signature", (token: string) => `${token.slice(0, -2)}AA`],
    ["dots alone", () => "..."],
    ["no time at all", () => "NaN.NaN"],
  ])("counts %s as too old", (_, change) => {
    expect(judgedAfter(HOUR, change)).toBe("too-old");
  });

  it("counts a form without a time as too old", () => {
    expect(formTimes("a secret", () => START, limits).judge(undefined)).toBe("too-old");
  });

  it("counts a time that was signed with another secret as too old", () => {
    const other = formTimes("another secret", () => START, limits).issue();
    expect(formTimes("a secret", () => START + HOUR, limits).judge(other)).toBe("too-old");
  });

  it("never breaks on what a program may send", () => {
    const times = formTimes("a secret", () => START, limits);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (token) => {
        expect(times.judge(token)).toBe("too-old");
      }),
    );
  });
});

describe("Attribution", () => {
  const fieldsOf = (url: string, referrer: string | null = null) =>
    Object.fromEntries(attributionFields(new URL(url), referrer, "https://plumb.example"));

  it("keeps the known fields of a page's query and where the visitor landed", () => {
    const query = "utm_source=news&utm_campaign=autumn&gclid=g1&msclkid=m1&li_fat_id=l1&gbraid=b1&wbraid=w1&fbclid=f1";
    expect(fieldsOf(`https://plumb.example/snapshot?${query}`)).toEqual({
      utm_source: "news",
      utm_campaign: "autumn",
      gclid: "g1",
      msclkid: "m1",
      li_fat_id: "l1",
      gbraid: "b1",
      wbraid: "w1",
      fbclid: "f1",
      landing_path: "/snapshot",
    });
  });

  it("reads names as some programs write them, and the first where one stands twice", () => {
    expect(fieldsOf("https://plumb.example/snapshot?UTM_Source=News&GCLID=g1&utm_source=other")).toEqual({
      utm_source: "News",
      gclid: "g1",
      landing_path: "/snapshot",
    });
  });

  it("takes the page of this site that names a campaign for the landing where no script has written it", () => {
    const from = "https://plumb.example/method?utm_source=news&ref=x";
    expect(fieldsOf("https://plumb.example/snapshot", from)).toEqual({ utm_source: "news", landing_path: "/method" });
    expect(fieldsOf("https://plumb.example/snapshot?utm_source=own", from)).toMatchObject({ utm_source: "own" });
  });

  it("keeps nothing that it does not know", () => {
    const fields = { utm_source: "news", email: "ada@example.com", start: "form", constructor: "x", __proto__: "y" };
    expect(attributionOf(fields)).toEqual({ utm_source: "news" });
    expect(fieldsOf("https://plumb.example/snapshot?email=ada@example.com&ref=x")).toEqual({
      landing_path: "/snapshot",
    });
    expect(attributionOf({})).toEqual({});
  });

  it("keeps the host of another site, never its path or query", () => {
    const kept = fieldsOf("https://plumb.example/snapshot", "https://search.example:8443/find?q=my+secret#part");
    expect(kept).toEqual({ referrer_host: "search.example", landing_path: "/snapshot" });
  });

  it("drops this site's own pages and what is no address", () => {
    for (const referrer of ["https://plumb.example/", "https://plumb.example/results/reference", "nonsense", "", null])
      expect(fieldsOf("https://plumb.example/snapshot", referrer)).toEqual({ landing_path: "/snapshot" });
  });

  it("lets a link of this site hand the first landing over", () => {
    const handed = "landing_path=%2Farticles%2Fstages&referrer_host=search.example";
    expect(fieldsOf(`https://plumb.example/snapshot?${handed}`, "https://plumb.example/articles/stages")).toEqual({
      landing_path: "/articles/stages",
      referrer_host: "search.example",
    });
  });

  it("leaves blanks out and cuts what is long", () => {
    const kept = attributionOf({ utm_source: "", utm_medium: "m".repeat(5000) });
    expect(kept).toEqual({ utm_medium: "m".repeat(500) });
  });

  it("leaves out what may be an e-mail address", () => {
    const named = { utm_content: "ada@firm.example", utm_term: "ada%40firm.example", landing_path: "/x?to=a@b" };
    expect(attributionOf({ ...named, utm_source: "news" })).toEqual({ utm_source: "news" });
  });

  it("gives back what the hidden fields carried", () => {
    const fields = Object.fromEntries(ATTRIBUTION_FIELDS.map((name) => [name, `value of ${name}`]));
    expect(attributionOf(fields)).toEqual(fields);
  });
});

describe("Sizing numbers as people type them", () => {
  const read = (fields: Record<string, string>) =>
    readSizing(bank, fields, words.pages, { currency: "GBP", language: "en-GB" });
  const errorOf = (fields: Record<string, string>, id: string) => read(fields).fields[id]?.error;

  it.each([
    ["15000", 15_000],
    ["1,250,000", 1_250_000],
    ["1.250.000", 1_250_000],
    ["£15000", 15_000],
    ["EUR 15000", 15_000],
    ["15k", 15_000],
    ["15'000", 15_000],
    ["$15,000.50", 15_000.5],
    ["€ 1 250,50", 1250.5],
    ["₹15000", 15_000],
    [" 15 000 ", 15_000],
    ["15\u00a0000", 15_000],
    ["15000%", 15_000],
    ["1", 1],
    ["10,000,000", 10_000_000],
  ])("reads %j as a deal value of %d", (typed, value) => {
    expect(read({ z_acv: typed })).toMatchObject({ sizing: { z_acv: value }, currency: "GBP", refused: false });
  });

  it.each([
    ["22%", 22],
    ["22 %", 22],
    ["22", 22],
    ["22.5", 22.5],
    ["22,5", 22.5],
  ])("reads %j as a share of %d", (typed, value) => {
    expect(read({ z_win: typed }).sizing).toEqual({ z_win: value });
  });

  it("leaves blanks out without a word", () => {
    expect(read({ z_opps: "", z_acv: "   ", z_win: "22" })).toMatchObject({ currency: "GBP", refused: false });
    expect(read({ z_opps: "", z_acv: "   ", z_win: "22" }).sizing).toEqual({ z_win: 22 });
    expect(read({}).sizing).toEqual({});
    expect(read({}).refused).toBe(false);
  });

  it.each([
    "twelve",
    "1e3",
    "1.2.3",
    "12-15",
    "--3",
    "0x10",
    "Infinity",
    "NaN",
    ".",
    "-",
    "12;",
    "1,0000",
    "9".repeat(40),
  ])("gives %j a sentence and no number", (typed) => {
    const found = read({ z_opps: typed, z_win: "22" });
    expect(found.fields.z_opps).toEqual({ number: null, typed, error: words.pages.numbers.notNumber });
    expect(found.fields.z_win?.error).toBeUndefined();
    expect(found.refused).toBe(true);
    expect(found.sizing).toEqual({ z_win: 22 });
  });

  it.each(["15,000", "15.000"])("asks back what %j means, and guesses nothing", (typed) => {
    const { sizing, refused, fields } = read({ z_acv: typed, z_win: "22" });
    expect({ sizing, refused }).toEqual({ sizing: { z_win: 22 }, refused: true });
    expect(fields.z_acv).toMatchObject({ number: null, typed, error: "Is that 15 or 15,000?" });
    expect(fields.z_acv?.which?.choices).toEqual([
      { value: "15", label: "15, less than a thousand" },
      { value: "15000", label: "15,000, a thousand or more" },
    ]);
  });

  it("takes the answer, and shows it in the field if something else is asked", () => {
    expect(read({ z_acv: "15.000", z_acv_meant: "15000" })).toMatchObject({
      sizing: { z_acv: 15_000 },
      refused: false,
    });
    expect(read({ z_acv: "15.000", z_acv_meant: "15" })).toMatchObject({ sizing: { z_acv: 15 }, refused: false });
    expect(read({ z_acv: "1.234", z_acv_meant: "1.2340" }).sizing).toEqual({ z_acv: 1.234 });
    const { fields } = read({ z_acv: "15.000", z_acv_meant: "15000", z_win: "abc" });
    expect(fields.z_acv).toEqual({ number: 15_000, typed: "15000" });
  });

  it("takes no answer about other digits, and none where nothing was asked", () => {
    expect(read({ z_acv: "16.000", z_acv_meant: "15000" }).sizing).toEqual({});
    expect(read({ z_acv: "15.000", z_acv_meant: "banana" }).refused).toBe(true);
    expect(read({ z_acv: "16000", z_acv_meant: "15000" }).sizing).toEqual({ z_acv: 16_000 });
  });

  it("offers no choice between two numbers that are both outside, and names the bounds", () => {
    const { fields } = read({ z_win: "100,000" });
    expect(fields.z_win?.which).toBeUndefined();
    expect(fields.z_win?.error).toContain("95");
    expect(errorOf({ z_opps: "15,000", z_opps_meant: "15000" }, "z_opps")).toContain("10,000");
  });

  it("shows what was scored so that it is read back without a doubt", () => {
    const sizing = { z_opps: 1.234, z_acv: 15_000, z_win: 22.5 };
    const typed = Object.entries(sizingFields(sizing)).map(([id, field]) => [id, field.typed]);
    expect(read(Object.fromEntries(typed))).toMatchObject({ sizing, refused: false });
  });

  it.each([
    ["z_opps", 0, 10_000],
    ["z_acv", 1, 10_000_000],
    ["z_win", 1, 95],
    ["z_cycle", 1, 1000],
    ["z_open", 0, 100_000],
    ["z_miss", 0, 90],
  ])("takes %s from %d to %d and names the bounds outside", (field, min, max) => {
    expect(read({ [field]: String(min) }).sizing).toEqual({ [field]: min });
    expect(read({ [field]: String(max) }).sizing).toEqual({ [field]: max });
    for (const outside of [min - 1, max + 1]) {
      const typed = { [field]: String(outside) };
      expect(read(typed).sizing).toEqual({});
      expect(errorOf(typed, field)).toContain(max.toLocaleString("en-GB"));
      expect(errorOf(typed, field)).toContain(String(min));
    }
  });

  it("gives every number of E2 as the method has it", () => {
    const typed = { z_opps: "12", z_acv: "£15000", z_win: "22%", z_cycle: "60", z_open: "47", z_miss: "25 %" };
    const sizing = { z_opps: 12, z_acv: 15_000, z_win: 22, z_cycle: 60, z_open: 47, z_miss: 25 };
    const found = read({ ...typed, currency: "EUR" });
    expect(found.sizing).toEqual(sizing);
    expect(found).toMatchObject({ currency: "EUR", refused: false });
  });

  it("keeps the usual currency where none, or an unknown one, is chosen", () => {
    for (const currency of ["", "XXX", "gbp", "constructor"]) expect(read({ currency }).currency).toBe("GBP");
    for (const currency of CURRENCIES) expect(read({ currency }).currency).toBe(currency);
  });

  it("never gives a number outside the bank's bounds, whatever is typed and whatever answered", () => {
    const field = fc.constantFrom(...bank.sizing);
    const typing = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.integer().map(String),
      fc.stringMatching(/^\d{1,3}[.,]\d{3}$/),
    );
    fc.assert(
      fc.property(field, typing, fc.oneof(fc.string(), fc.nat().map(String)), ({ id, min, max }, typed, answer) => {
        const value = read({ [id]: typed, [`${id}_meant`]: answer }).sizing[id];
        if (value === undefined) return;
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe("The fee and the times of the settings", () => {
  const deskWords = words.desk.settings;
  const standing = settingsFields(defaultSettings("desk@firm.example"));
  const read = (fields: Record<string, string>) =>
    readSettingsForm({ ...standing, currency: "EUR", ...fields }, deskWords, words.pages.numbers, "en-GB");

  it.each([
    ["20000", 20_000],
    ["20k", 20_000],
    ["€ 20 000", 20_000],
    ["20.000,00", 20_000],
    ["1,000,000,000", 1_000_000_000],
  ])("are read as people type them: %j", (fee, amount) =>
    expect(read({ fee })).toMatchObject({ settings: { fee: { amount, currency: "EUR" } } }),
  );

  it("have no fee where the field is empty", () =>
    expect(read({ fee: " " })).toMatchObject({ settings: { fee: null } }));

  it.each(["0", "-5", "12.5", "twenty thousand", "1,000,000,001"])("refuse a fee of %j in a sentence", (fee) =>
    expect(read({ fee })).toMatchObject({ errors: { fee: deskWords.badFee } }),
  );

  it("ask back a fee that may be two, and take the answer", () => {
    expect(read({ fee: "20.000" })).toMatchObject({
      errors: { fee: "Is that 20 or 20,000?" },
      numbers: { fee: { typed: "20.000", which: { choices: [{ value: "20" }, { value: "20000" }] } } },
    });
    expect(read({ fee: "20.000", fee_meant: "20000" })).toMatchObject({ settings: { fee: { amount: 20_000 } } });
    expect(read({ fee: "20.000", currency: "XXX" })).toMatchObject({ errors: { fee: deskWords.badFee } });
  });

  it("are written so that they are read back without a doubt", () => {
    const settings = { ...defaultSettings("desk@firm.example"), fee: { amount: 20_000, currency: "EUR" } };
    expect(readSettingsForm(settingsFields(settings), deskWords, words.pages.numbers, "en-GB")).toEqual({ settings });
  });

  it.each(["", "0", "1.5", "3651", "soon"])("refuse %j days in a sentence", (unfinishedDays) =>
    expect(read({ unfinishedDays })).toMatchObject({
      errors: { unfinishedDays: fill(deskWords.badNumber, { most: "3,650" }) },
    }),
  );

  it("take 30 days, and ask whether 1,000 are one or a thousand", () => {
    expect(read({ unfinishedDays: "30 days" })).toMatchObject({ settings: { retention: { unfinishedDays: 30 } } });
    expect(read({ unfinishedDays: "1,000" })).toMatchObject({ errors: { unfinishedDays: "Is that 1 or 1,000?" } });
  });
});

describe("A posted form", () => {
  const post = (body: BodyInit, type?: string) =>
    new Request("https://plumb.example/", { method: "POST", body, headers: type ? { "content-type": type } : {} });

  it("is read urlencoded and multipart alike, trimmed and without NUL", async () => {
    const fields = { answer: "b", name: "Ada Lovelace" };
    expect(await readForm(post(new URLSearchParams({ answer: " b ", name: "Ada\0 Lovelace\n" })))).toEqual(fields);
    const multipart = new FormData();
    for (const [name, value] of Object.entries(fields)) multipart.set(name, ` ${value}\0`);
    expect(await readForm(post(multipart))).toEqual(fields);
  });

  it("keeps the first of repeated names and no file", async () => {
    const form = new FormData();
    form.append("answer", "a");
    form.append("answer", "b");
    form.append("upload", new File(["x"], "x.txt"));
    expect(await readForm(post(form))).toEqual({ answer: "a" });
  });

  it("leaves no half of a character where a long text is cut: a remote database refuses one", async () => {
    const pairs = "😀".repeat(2_000);
    for (const before of ["", "a"]) {
      const text = before + pairs;
      const cut = [
        (await readForm(post(new URLSearchParams({ name: text })))).name,
        (await readForm(post(new URLSearchParams({ name: text })), 99)).name,
        remark.parse(text),
        attributionOf({ utm_source: text }).utm_source,
      ];
      expect(cut.map((one) => one?.isWellFormed())).toEqual([true, true, true, true]);
    }
  });

  it("cuts a field that is longer than any field of the site", async () => {
    const { name = "" } = await readForm(post(new URLSearchParams({ name: "x".repeat(50_000) })));
    expect(name).toBe("x".repeat(2000));
  });

  it("takes field names that other objects have for what they are: names", async () => {
    const fields = await readForm(post("__proto__=x&constructor=y&toString=z", "application/x-www-form-urlencoded"));
    expect(Object.entries(fields)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
      ["toString", "z"],
    ]);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  });

  it.each([
    ["JSON", '{"answer":"b"}', "application/json"],
    ["plain text", "answer=b", "text/plain"],
    ["multipart without a boundary", "answer=b", "multipart/form-data"],
    ["broken multipart", "--x\r\nnonsense", "multipart/form-data; boundary=x"],
  ])("is refused as such where it is %s", async (_, body, type) => {
    await expect(readForm(post(body, type))).rejects.toBeInstanceOf(FormError);
  });

  it("is refused where it has no body", async () => {
    const empty = new Request("https://plumb.example/", { method: "POST" });
    await expect(readForm(empty)).rejects.toBeInstanceOf(FormError);
  });
});

describe("The next question", () => {
  const ids = ["c_tool", "V1", "V2", "P1"];
  const given = (...answered: string[]) => Object.fromEntries(answered.map((id) => [id, "a"]));

  it.each([
    ["the next one", [], 1, 2],
    ["the next one that has no answer", ["V1"], 1, 3],
    ["one that was left out, after the last", ["c_tool", "V2", "P1"], 4, 2],
    ["the first, where nothing is answered and the last was asked", [], 4, 1],
    ["the first open one, from before the first", ["c_tool"], 0, 2],
  ] as const)("is %s", (_, answered, after, next) => {
    expect(nextQuestion(ids, given(...answered), after)).toBe(next);
  });

  it("is none when every question has an answer, also where it is not sure", () => {
    expect(nextQuestion(ids, given(...ids), 2)).toBeNull();
    expect(nextQuestion(ids, { ...given(...ids), V1: "dk" }, 2)).toBeNull();
  });

  it("is not taken in by what every object has", () => {
    expect(nextQuestion(["constructor"], {}, 0)).toBe(1);
  });
});

describe("The journey", () => {
  it("asks the tool and then ten questions in the Snapshot, 25 in the Diagnostic", () => {
    const snapshot = steps(first, "snapshot");
    const diagnostic = steps(first, "diagnostic");
    expect(snapshot.map(({ id }) => id).join(" ")).toBe("c_tool V1 V2 P1 P2 F1 F2 L1 L2 R1 R2");
    expect(snapshot.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(diagnostic).toHaveLength(26);
    expect(diagnostic.at(-1)).toEqual({ number: 26, id: "R5" });
  });

  it("asks the four optional questions after the Diagnostic only", () => {
    expect(afterSteps(bank, "snapshot")).toEqual([]);
    expect(afterSteps(bank, "diagnostic").map(({ id }) => id)).toEqual(["c_trigger", "c_team", "c_role", "c_market"]);
  });

  it("shows a check page before the Diagnostic is scored, and goes straight on in the Snapshot", () => {
    expect(hasCheckPage("diagnostic")).toBe(true);
    expect(hasCheckPage("snapshot")).toBe(false);
  });

  it("finds the first question without an answer, and none once all have one", () => {
    const all = Object.fromEntries(steps(first, "snapshot").map(({ id }) => [id, "dk"]));
    const { P1: _open, ...rest } = all;
    expect(firstUnanswered(first, "snapshot", {})).toEqual({ number: 1, id: "c_tool" });
    expect(firstUnanswered(first, "snapshot", rest)).toEqual({ number: 4, id: "P1" });
    expect(firstUnanswered(first, "snapshot", all)).toBeNull();
    expect(firstUnanswered(first, "diagnostic", all)).toEqual({ number: 4, id: "V3" });
  });

  it("offers Not sure, last, on every scored question, and on no question about the firm", () => {
    for (const { id, options } of bank.items)
      expect(optionsOf(bank, id)).toEqual([...options.map((option) => option.id), "dk"]);
    for (const { id } of bank.context) expect(optionsOf(bank, id)).not.toContain("dk");
    expect(optionsOf(bank, "V99")).toBeNull();
    expect(optionsOf(bank, "constructor")).toBeNull();
  });
});

describe("What a page says after a redirect", () => {
  it("is one of its own sentences, whatever the address names", () => {
    const at = (query: string) => saidOf({ kept: "It is kept." }, new URL(`https://plumb.example/desk${query}`));
    expect(at("?done=kept")).toBe("It is kept.");
    for (const query of ["", "?done=", "?done=other", "?done=valueOf", "?done=constructor", "?done=__proto__"])
      expect(at(query)).toBeUndefined();
  });
});

describe("How long to wait", () => {
  it('stands behind "in" wherever a sentence names it, for it is filled with a span', () => {
    const named = JSON.stringify(words).match(/\S+ \{when\}/g) ?? [];
    expect(named.length).toBeGreaterThan(10);
    expect(new Set(named)).toEqual(new Set(["in {when}"]));
    expect(limited("Try again in {when}.", 900).sentence).toBe("Try again in 15 minutes.");
  });
});
