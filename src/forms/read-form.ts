/** A request body that is no form. Pages answer 400 with `problem`. */
export class FormError extends Error {}

/** The longest a single field may be: long enough for any form of the site, short enough to store. */
const LONGEST = 2_000;

/** Passwords, which are taken exactly as typed. */
const AS_TYPED = ["password", "current", "wanted"];

/** A request whose body may be a form, of which only the fields matter. */
export interface FormRequest {
  formData(): Promise<Iterable<[string, FormDataEntryValue]>>;
}

/**
 * The text fields of a posted form, urlencoded or multipart, each trimmed and without NUL, passwords as they are; files and repeated names are
 * left out. What is longer than `longest` is cut, and no half of a character is left by that: a remote database takes none.
 * @throws {FormError} when the body is not a form.
 */
export async function readForm(request: FormRequest, longest = LONGEST): Promise<Record<string, string>> {
  let form: Awaited<ReturnType<FormRequest["formData"]>>;
  try {
    form = await request.formData();
  } catch {
    throw new FormError("The form did not arrive whole.");
  }
  const fields: Record<string, string> = {};
  for (const [name, value] of form)
    if (typeof value === "string" && !Object.hasOwn(fields, name))
      Object.defineProperty(fields, name, {
        value: (AS_TYPED.includes(name) ? value : value.replaceAll("\0", "").trim()).slice(0, longest).toWellFormed(),
        enumerable: true,
      });
  return fields;
}
