import { expect, test } from "vitest";
import { smtpServer } from "#src/delivery/channels/smtp-address.ts";
import { smtpOutcome } from "#src/delivery/channels/smtp-failure.ts";
import { mailBy } from "#src/server/mail-channel.ts";

test("a mail server elsewhere is spoken to under TLS only, one of this machine may do without", () => {
  expect(smtpServer("smtp://mail.example")).toEqual({
    ...{ host: "mail.example", port: 587, tls: "demanded", login: undefined },
  });
  expect(smtpServer("smtps://mail.example")).toMatchObject({ port: 465, tls: "whole" });
  for (const host of ["localhost", "127.0.0.1", "127.9.9.9", "[::1]"])
    expect(smtpServer(`smtp://${host}:25`)).toMatchObject({ port: 25, tls: "none" });
  for (const host of ["127.0.0.1.example", "localhost.example", "10.0.0.1"])
    expect(smtpServer(`smtp://${host}`)?.tls).toBe("demanded");
});

test("user and password are percent-encoded and come together", () => {
  expect(smtpServer("smtp://ada%40firm.example:p%2Fw@mail.example:2525")?.login).toEqual({
    ...{ user: "ada@firm.example", pass: "p/w" },
  });
  expect(smtpServer("smtp://ada@mail.example")).toBeNull();
});

test.each([
  ["a greylisted reader", { responseCode: 450, command: "RCPT TO" }, false, "again"],
  ["a server that is busy", { responseCode: 421, command: "CONN" }, false, "again"],
  ["a reader that is not there", { responseCode: 550, command: "RCPT TO" }, false, "refused"],
  ["a message that is not taken", { responseCode: 554, command: "DATA" }, true, "refused"],
  ["a message that is not taken now", { responseCode: 451, command: "DATA" }, true, "again"],
  ["a wrong password", { responseCode: 535, command: "AUTH PLAIN" }, false, "again"],
  ["a sender that may not send", { responseCode: 553, command: "MAIL FROM" }, false, "again"],
  ["no TLS where it is demanded", { responseCode: 502, command: "STARTTLS" }, false, "again"],
  ["a server that is not there", { code: "ECONNECTION", command: "CONN" }, false, "again"],
  ["silence once the message went", { code: "ETIMEDOUT", command: "CONN" }, true, "unknown"],
] as const)("%s", (_, failure, begun, status) => {
  expect(smtpOutcome({ message: "said so", ...failure }, begun).status).toBe(status);
});

test("the privacy page can say who carries the mail", () => {
  const by = (variables: object) => mailBy({ smtp: undefined, resendApiKey: undefined, ...variables });
  expect(by({})).toEqual({ by: "folder" });
  expect(by({ resendApiKey: "re_1" })).toEqual({ by: "provider", name: "Resend" });
  expect(by({ smtp: smtpServer("smtp://localhost") })).toEqual({ by: "machine" });
  expect(by({ smtp: smtpServer("smtp://[::1]") })).toEqual({ by: "machine" });
  expect(by({ smtp: smtpServer("smtps://mail.example") })).toEqual({ by: "provider", name: "mail.example" });
});
