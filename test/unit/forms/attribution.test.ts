import { describe, expect, it } from "vitest";
import { ATTRIBUTION_FIELDS, attributionFields, attributionOf } from "#src/forms/attribution.ts";

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
