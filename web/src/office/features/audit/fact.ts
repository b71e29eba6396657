/** A fact on the screens: where its thing is seen, and its stored text as people can read it. */
import type { Schemas } from "@shared/api/client";

type Fact = Pick<Schemas["FactItem"], "kind" | "id" | "member">;

/** The screen of the thing that has the fact, where there is one. */
export function thingOf({ kind, id, member }: Fact): string | null {
  if (kind === "member") return member === null ? null : `/members/${member}`;
  const screens: Record<string, string> = { delivery: "/deliveries", settlement: "/settlements", payout: "/payouts" };
  return screens[kind] ? `${screens[kind]}/${id}` : null;
}

/** The same JSON, a field a line; what is none stays as it is. */
export function pretty(stored: string): string {
  try {
    return JSON.stringify(JSON.parse(stored), null, 2);
  } catch {
    return stored;
  }
}
