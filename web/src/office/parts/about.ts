/**
 * What may stand in the page's address of what somebody typed. Numbers and ids may; a name or a phone may not:
 * addresses are kept by browsers and servers.
 */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NUMBER = /^(?=.*\d)[a-z0-9][a-z0-9/-]{0,15}$/i;
const PHONE = /^(254|0)[17]\d{8}$/;

export const isId = (text: string) => ID.test(text);

/** A member's number or a thing's id, as typed; null where it is neither (a name, a phone). */
export function aboutOf(typed: string): string | null {
  const text = typed.trim();
  return isId(text) ? text.toLowerCase() : memberOf(text);
}

/** A member's number, in capitals as on the card; null where it is none. */
export function memberOf(typed: string): string | null {
  const text = typed.trim();
  return NUMBER.test(text) && !PHONE.test(text.replaceAll(/[/-]/g, "")) ? text.toUpperCase() : null;
}
