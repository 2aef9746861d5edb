import { describe, expect, test } from "vitest";
import { post } from "#src/delivery/channels/outbound.ts";
import { type Address, checkDestination } from "#src/delivery/endpoints/destination.ts";
import { startReceiver } from "#test/support/delivery/receiver.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";

const PUBLIC: Address = { address: "93.184.215.14", family: 4 };
const resolving =
  (...addresses: string[]) =>
  async (): Promise<Address[]> =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

/** RFC 6890 and its successors: what is not the public internet, and the edges of it. */
const NOT_PUBLIC = [
  ...["0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254"],
  ...["169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1"],
  ...["198.51.100.1", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"],
  ...["::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1"],
  ...["fc00::1", "fdff::1", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::", "3fff::1"],
];

describe("where a request may go", () => {
  test.each(NOT_PUBLIC)("not to %s, written out or behind a name", async (address) => {
    const host = address.includes(":") ? `[${address}]` : address;
    const sentence = { refused: "The host of the address is not on the public internet." };
    const closed = { allowLoopback: false, resolve: resolving(PUBLIC.address, address) };
    expect(await checkDestination(`https://${host}/hook`, closed)).toEqual(sentence);
    expect(await checkDestination("https://receiver.example/hook", closed)).toEqual(sentence);
  });

  test.each(["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://[::1]/", "http://[::ffff:a00:1]/"])(
    "not to %s, however it is written",
    async (url) => {
      const closed = { allowLoopback: false, resolve: resolving() };
      expect(await checkDestination(url.replace("http:", "https:"), closed)).toHaveProperty("refused");
    },
  );

  test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "192.167.255.255", "2606:4700::1111", "2a00:1450:4001::1"])(
    "to %s",
    async (address) => {
      const open = { allowLoopback: false, resolve: resolving(address) };
      const found = await checkDestination("https://receiver.example:8443/hook", open);
      expect(found).toMatchObject({ addresses: [{ address }] });
    },
  );

  test.each([
    ["http://receiver.example/", "https://"],
    ["ftp://receiver.example/", "https://"],
    ["receiver.example", "https://"],
    ["https://user:word@receiver.example/", "no user name"],
    ["https://user@receiver.example/", "no user name"],
  ])("not to %s", async (url, words) => {
    const found = await checkDestination(url, { allowLoopback: false, resolve: async () => [PUBLIC] });
    expect(found).toEqual({ refused: expect.stringContaining(words) });
  });

  test("not to a name that nobody knows", async () => {
    const failing = { allowLoopback: false, resolve: () => Promise.reject(new Error("ENOTFOUND")) };
    const refused = "The host of the address was not found.";
    expect(await checkDestination("https://receiver.example/", failing)).toEqual({ refused, passing: true });
  });

  test("to this machine in development, and still to nothing else that is private", async () => {
    const open = { allowLoopback: true };
    for (const url of ["http://127.0.0.1:8080/", "https://[::1]/"])
      expect(await checkDestination(url, open)).toHaveProperty("url");
    for (const url of ["http://10.0.0.1/", "http://169.254.169.254/", "http://0.0.0.0/"])
      expect(await checkDestination(url, open)).toHaveProperty("refused");
  });
});

describe("a request", () => {
  const posting = (url: string) => ({ url, headers: {}, body: "{}", timeout: WAIT_LIMIT });

  test("goes to the address that was checked, though the name means another one the next time it is asked for", async () => {
    const receiver = await startReceiver();
    let asked = 0;
    const resolve = async (): Promise<Address[]> => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "10.0.0.1", family: 4 }];
    };
    const url = `http://receiver.example:${receiver.port}/hook`;
    const answer = await post(posting(url), { allowLoopback: true, resolve });
    expect(answer.status).toBe(204);
    expect(asked).toBe(1);
    expect(receiver.requests).toMatchObject([
      { path: "/hook", headers: { host: `receiver.example:${receiver.port}` } },
    ]);
    await receiver.stop();
  });

  test("is not made where the destination is refused", async () => {
    const receiver = await startReceiver();
    const url = `https://receiver.example:${receiver.port}/hook`;
    const refused = post(posting(url), { allowLoopback: false, resolve: resolving("127.0.0.1") });
    await expect(refused).rejects.toMatchObject({ code: "REFUSED_DESTINATION" });
    expect(receiver.requests).toHaveLength(0);
    await receiver.stop();
  });

  test("takes no longer than it may, also while its name is looked up", async () => {
    const slow = post(
      { ...posting("https://receiver.example/"), timeout: 50 },
      {
        allowLoopback: false,
        resolve: () => new Promise(() => undefined),
      },
    );
    await expect(slow).rejects.toMatchObject({ code: "TIMEOUT" });
  });
});
