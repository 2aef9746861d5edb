import { expect, test } from "vitest";
import { cookiesOf } from "#src/cookies.ts";

const brought = (cookie: string, name: string) => cookiesOf(new Headers({ cookie }), name);

test("a cookie is found by its whole name, whatever stands around it, and each of two with one name", () => {
  expect(brought("a=1;device=x~y=z ; device=2;\tb=3", "device")).toEqual(["x~y=z", "2"]);
  expect(brought("my-device=1; device2=2", "device")).toEqual([]);
  expect(brought("device=", "device")).toEqual([""]);
  expect(cookiesOf(new Headers(), "device")).toEqual([]);
});
