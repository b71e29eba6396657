/**
 * What is asked of the ledger, as the address holds it. Numbers and ids may stand there; a name or a phone may not:
 * addresses are kept by browsers and servers.
 */
export type Asked = { topic?: string; who?: string; about?: string; from?: string; to?: string };
export const FILTERS = ["topic", "who", "about", "from", "to"] as const;

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NUMBER = /^(?=.*\d)[a-z0-9][a-z0-9/-]{0,15}$/i;
const PHONE = /^(254|0)[17]\d{8}$/;
const OFFICIAL = /^s\d+$/i;
const PRINCIPAL = /^(staff|member|job|gateway):[\w./-]+$/;

/** A member's number or a thing's id, as typed; null where it is neither (a name, a phone). */
export function aboutOf(typed: string): string | null {
  const text = typed.trim();
  if (ID.test(text)) return text.toLowerCase();
  return NUMBER.test(text) && !PHONE.test(text) ? text.toUpperCase() : null;
}

/** Who did it, as the ledger names them: "S001" is an official, another number a member. */
export function whoOf(typed: string): string | null {
  const text = typed.trim();
  if (OFFICIAL.test(text)) return `staff:${text.toUpperCase()}`;
  if (PRINCIPAL.test(text)) return text;
  const number = aboutOf(text);
  return number === null || ID.test(number) ? null : `member:${number}`;
}

/** As people write it: "staff:S001" is S001 again. */
export const whoTyped = (who: string) => who.replace(/^(staff|member):/, "");

export function askedIn(params: URLSearchParams): Asked {
  const found = FILTERS.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : []));
  return Object.fromEntries(found) as Asked;
}

/** The address with one filter changed; without a value it is left out. */
export function withFilter(params: URLSearchParams, changes: Asked): URLSearchParams {
  const changed = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value) changed.set(name, value);
    else changed.delete(name);
  }
  return changed;
}
