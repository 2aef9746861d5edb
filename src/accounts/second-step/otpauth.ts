const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A key as authenticators take it when it is typed: base32 of its bytes, without padding (RFC 4648). */
export function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const fives = bits.match(/.{1,5}/g) ?? [];
  return fives.map((five) => BASE32[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** The address that an authenticator reads from the QR code: 6 digits, every 30 seconds. */
export function otpauthUri({ key, issuer, account }: { key: string; issuer: string; account: string }): string {
  const label = [issuer, account].map(encodeURIComponent).join(":");
  return `otpauth://totp/${label}?secret=${key}&issuer=${encodeURIComponent(issuer)}`;
}
