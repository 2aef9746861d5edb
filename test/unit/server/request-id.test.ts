import { expect, it } from "vitest";
import { requestIdOf } from "#src/server/http/forwarded.ts";

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const FROM_ENVOY = "A8098C1A-F86E-41DA-BD1A-00112444BE1E";
const FROM_NGINX = "0f5a6d2c9b8e47d1a3c4e5f60718293a";

it("takes the id of a trusted proxy, as proxies make them", () => {
  expect(requestIdOf(FROM_ENVOY, 1)).toBe(FROM_ENVOY.toLowerCase());
  expect(requestIdOf(FROM_NGINX, 2)).toBe(FROM_NGINX);
});

it("takes none where no proxy is trusted", () => {
  for (const given of [FROM_ENVOY, FROM_NGINX, undefined]) expect(requestIdOf(given, 0)).toMatch(UUID);
  expect(requestIdOf(FROM_ENVOY, 0)).not.toBe(FROM_ENVOY.toLowerCase());
});

it.each([
  "",
  "1",
  "ada@firm.example",
  "a".repeat(24),
  `${FROM_NGINX}0`,
  `${FROM_NGINX}\r\nx: y`,
  `${FROM_NGINX}, ${FROM_NGINX}`,
  "../../etc/passwd",
  "é".repeat(32),
  "f".repeat(100_000),
])("makes a new one in place of other text", (given) => {
  expect(requestIdOf(given, 1)).toMatch(UUID);
  expect(requestIdOf([FROM_NGINX, FROM_NGINX], 1)).toMatch(UUID);
});

it("gives two requests two ids", () => {
  expect(requestIdOf(undefined, 0)).not.toBe(requestIdOf(undefined, 0));
});
