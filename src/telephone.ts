/** What a telephone dials, as a link. The "(0)" of an international number is left out: it is dialled only at home. */
export function telephoneUrl(phone: string): string {
  const number = phone.trim().startsWith("+") ? phone.replace("(0)", "") : phone;
  return `tel:${number.replace(/[^+\d]/g, "")}`;
}
