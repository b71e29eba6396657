/** What is looked for stands in the address, so that back, reload and a shared link show the same list. */
import { memberOf } from "@office/parts/about";
import { useSearchParams } from "react-router";

export const STATES = ["recorded", "confirmed", "lapsed", "disputed", "resolved", "voided"] as const;
export const SHIFTS = ["AM", "MID", "PM"] as const;
export type State = (typeof STATES)[number];

export type Filters = {
  member: string;
  centre: string;
  from: string;
  to: string;
  shift: string;
  state: string;
  unusual: string;
  rejected: string;
  route: string;
  container: string;
};
const NAMES = ["member", "centre", "from", "to", "shift", "state", "unusual", "rejected", "route", "container"] as const;

export function filtersOf(asked: URLSearchParams): Filters {
  const given = Object.fromEntries(NAMES.map((name) => [name, asked.get(name) ?? ""])) as Filters;
  return { ...given, member: memberOf(given.member) ?? "" };
}

/** Only what is given; what the API would not understand is left out. */
export function queryOf(filters: Filters) {
  const { state, unusual, rejected, from, to, ...given } = filters;
  const known = STATES.find((one) => one === state);
  // The later day first is a slip: both are turned round.
  const [first, last] = from && to && from > to ? [to, from] : [from, to];
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== "")),
    ...(first ? { from: first } : {}),
    ...(last ? { to: last } : {}),
    ...(known ? { state: known } : {}),
    ...(unusual === "yes" ? { unusual: "yes" as const } : {}),
    ...(rejected === "yes" ? { rejected: "yes" as const } : {}),
    limit: 100,
  };
}

export function useFilters() {
  const [asked, setAsked] = useSearchParams();
  const filters = filtersOf(asked);
  const change = (changed: Partial<Filters>) => {
    const next = Object.entries({ ...filters, ...changed }).filter(([, value]) => value !== "");
    setAsked(Object.fromEntries(next), { replace: true });
  };
  return { filters, change, some: NAMES.some((name) => filters[name] !== ""), clear: () => setAsked({}, { replace: true }) };
}
