import { mkdtemp, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSecret, SecretError } from "#src/server/secret.ts";

const newFile = async () => join(await mkdtemp(join(tmpdir(), "plumbline-secret-")), "data", "secret");

test("the secret from the environment is used and nothing is kept", async () => {
  const file = await newFile();
  expect(await readSecret("x".repeat(32), file)).toBe("x".repeat(32));
  await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });
});

test("twenty starts at once agree on one secret of 32 random bytes that only its owner may read", async () => {
  const file = await newFile();
  const secrets = new Set(await Promise.all(Array.from({ length: 20 }, () => readSecret(undefined, file))));
  expect(secrets.size).toBe(1);
  expect(Buffer.from([...secrets][0] ?? "", "base64url")).toHaveLength(32);
  expect(`${[...secrets][0]}\n`).toBe(await readFile(file, "utf8"));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(file, ".."))).toEqual(["secret"]);
});

test("a later start reads the same secret", async () => {
  const file = await newFile();
  expect(await readSecret(undefined, file)).toBe(await readSecret(undefined, file));
});

test("a damaged file stops the start with a sentence that names it", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "plumbline-secret-")), "secret");
  await writeFile(file, "short\n");
  const start = readSecret(undefined, file);
  await expect(start).rejects.toBeInstanceOf(SecretError);
  await expect(start).rejects.toThrow(file);
});
