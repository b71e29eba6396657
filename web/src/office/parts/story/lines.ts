/** A thing's facts as lines of a story, from the audit's telling or from a delivery's own story. */
import type { Schemas } from "@shared/api/client";
import { clock, day, litres, money } from "@shared/figures/format";

export type Change = { field: string; before: string | null; after: string | null };
export type Line = {
  position: number;
  version: number;
  at: string;
  topic: string;
  principal: string;
  /** Of who did it, where one may know it. */
  name: string | null;
  channel: string;
  /** The sentence of the ledger, which speaks English. */
  words: string | null;
  changed: Change[];
};

/** What says nothing to people beside the rest: ids, and what the line itself says already. */
const UNSAID = /( id$|^(recorded|recorded by|weighed by|readings|formula|dispute|resolution|limits reject|snf computed|member|centre|date|shift|measured|number changed at)$| (proposed|approved|refused|decided) by$)/;
/** Nothing is held, or nothing is proposed any more: the line's own name says so. */
const isNothing = ({ field, before, after }: Change) => (after === null && /proposed/.test(field)) || (before === null && /held/.test(field) && /^\D*0(\.0+)?\D*$/.test(after ?? ""));

export const told = (changes: readonly Change[]): Change[] => changes.filter((change) => !UNSAID.test(change.field) && !isNothing(change));

export const fromFact = (fact: Schemas["StoryFact"]): Line => ({
  position: fact.position, version: fact.version, at: fact.at, topic: fact.topic, principal: fact.who.principal, name: fact.who.name,
  channel: fact.channel, words: fact.words, changed: told(fact.changed),
});

/** A chapter says what became; what was before it, the chapters before it say. */
export function fromChapters(chapters: readonly Schemas["Chapter"][]): Line[] {
  const before = new Map<string, string>();
  return chapters.map((chapter) => {
    const changed = told(Object.entries(chapter.details).flatMap(([name, value]) => {
      const [field, after] = [name.replaceAll("_", " "), textOf(name, value)];
      const was = before.get(field) ?? null;
      if (after === null || after === was) return [];
      before.set(field, after);
      return [{ field, before: was, after }];
    }));
    return {
      position: chapter.position, version: chapter.version, at: chapter.recorded_at, topic: chapter.fact, principal: chapter.who, name: null,
      channel: chapter.channel, words: null, changed,
    };
  });
}

/** What people look for first in a fact. */
const FIRST = new Set(["litres", "claimed litres", "value", "state", "outcome", "explanation", "reason", "note", "held", "rejection reason", "amount", "net", "name", "phone"]);
const FEW = 5;

/** The changes to show at once, and those to fold away: a few are all shown. */
export function firstOf(changes: readonly Change[]): { first: readonly Change[]; more: readonly Change[] } {
  if (changes.length <= FEW) return { first: changes, more: [] };
  return { first: changes.filter(({ field }) => FIRST.has(field)), more: changes.filter(({ field }) => !FIRST.has(field)) };
}

const isMoney = (value: unknown): value is { amount: string; currency: string } =>
  typeof value === "object" && value !== null && "amount" in value && "currency" in value;

function textOf(name: string, value: unknown): string | null {
  if (value === null || value === undefined || value === "" || value === false) return null;
  if (isMoney(value)) return money(value.amount, value.currency);
  if (value === true) return "yes";
  if (typeof value === "object") return null;
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return clock(text);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return day(text);
  return name.endsWith("litres") ? litres(text) : text;
}
