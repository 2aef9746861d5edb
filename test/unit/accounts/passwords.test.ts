import { expect, test } from "vitest";
import { refusePassword } from "#src/accounts/sign-in/refuse-password.ts";
import { readForm } from "#src/forms/read-form.ts";

const OWNER = { siteName: "Plumbline", name: "Olive Archer", email: "olive.archer@harbourline.example" };
const words = { label: "", hint: "", short: "at least {least}", long: "at most {most}", common: "too common" };
const judged = (password: string) => refusePassword(password, OWNER, words);

test.each([
  "passwordpassword",
  "password password",
  "P@ssw0rdP@ssw0rd",
  "123456789012",
  "qwertyuiopas",
  "letmeinletmein",
  "aaaaaaaaaaaaaaaa",
])("a common password, or one made of such, is refused: %s", async (password) => {
  expect(await judged(password)).toBe("too common");
});

test.each([
  "plumbline2026!!",
  "Plumbline Plumbline",
  "harbourline2026",
  "olive.archer@harbourline.example",
  "archer-olive1",
])("one made of the firm's or its owner's words is refused: %s", async (password) => {
  expect(await judged(password)).toBe("too common");
});

test.each(["correct horse battery staple", "tuesday lantern window", "kx9$fTq2!mZw", "  spaces count too, they do  "])(
  "any other is taken: %s",
  async (password) => {
    expect(await judged(password)).toBeNull();
  },
);

test("twelve characters are the least and 128 the most, however long a program makes one", async () => {
  expect(await judged("kx9$fTq2!mZ")).toBe("at least 12");
  expect(await judged("kx9$fTq2!mZw".repeat(11))).toBe("at most 128");
});

test("a form hands on a password exactly as it was typed, and trims what is none", async () => {
  const typed = "  a pass\u0000word\t ";
  const body = new FormData();
  for (const name of ["password", "current", "wanted", "code"]) body.append(name, typed);
  expect(await readForm(new Request("https://plumb.example/", { method: "POST", body }))).toEqual({
    ...{ password: typed, current: typed, wanted: typed },
    code: "a password",
  });
});
