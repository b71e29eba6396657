/**
 * What is asked of the ledger, as the address holds it. Numbers and ids may stand there; a name or a phone may not:
 * addresses are kept by browsers and servers.
 */
import { memberOf } from "@office/parts/about";

export type Asked = { topic?: string; who?: string; about?: string; from?: string; to?: string };
export const FILTERS = ["topic", "who", "about", "from", "to"] as const;

const OFFICIAL = /^s\d+$/i;
const PRINCIPAL = /^(staff|member|job|gateway):[\w./-]+$/;

/** Who did it, as the ledger names them: "S001" is an official, another number a member. */
export function whoOf(typed: string): string | null {
  const text = typed.trim();
  if (OFFICIAL.test(text)) return `staff:${text.toUpperCase()}`;
  if (PRINCIPAL.test(text)) return text;
  const number = memberOf(text);
  return number === null ? null : `member:${number}`;
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
