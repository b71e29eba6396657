/** One line of the sheet while it is typed, what speaks against it, and what is sent. */
import type { Schemas } from "@shared/api/client";
import type { Waiting } from "@shared/offline/store";

import { aboutLitres, decimal, readHundredths } from "./litres";
import { usualOf, type Entry, type Shift } from "./roster";

export type Unit = "L" | "kg";
export const MEASURES = [
  "lactometer", "temperature_c", "density", "fat_percent", "snf_percent", "protein_percent", "added_water_percent",
] as const;
export const JUDGED = { alcohol: ["negative", "positive"], organoleptic: ["good", "bad"], antibiotic: ["negative", "positive"] } as const;
export const QUALITY = [...MEASURES, "alcohol", "organoleptic", "antibiotic"] as const;
export type Quality = (typeof QUALITY)[number];

export type Draft = {
  /** What is typed for the member: a number, a name, a phone. */
  member: string;
  /** The number that was chosen from the list, else empty. */
  chosen: string;
  amount: string;
  quality: Partial<Record<Quality, string>>;
  rejected: boolean;
  reason: string;
  /** The act in the outbox that this line mends, and when the milk was weighed. */
  mends?: { sequence: number; id: string; at?: string };
};
export const EMPTY: Draft = { member: "", chosen: "", amount: "", quality: {}, rejected: false, reason: "" };

export type Place = { centre: string; date: string; shift: Shift };
export type Body = Schemas["WeighingIn"];

/** Why a person is asked before it is recorded. */
export type Doubt =
  | { why: "unknown" }
  | { why: "suspended" | "left" }
  | { why: "double"; litres: string; at: string }
  | { why: "unusual"; litres: string; usual: string }
  | { why: "much"; litres: string };

/** The ledger's own rule: more than so many times the usual must be said to be meant. */
const UNUSUAL_FACTOR = 3;
/** Of somebody whose usual nobody knows: so much in one can is a slip more often than milk. */
const MUCH = 6_000;

export const litresOf = (hundredths: number, unit: Unit): number => (unit === "kg" ? aboutLitres(hundredths) : hundredths);

export function doubtsOf(litres: number, entry: Entry | undefined, earlier: { litres: string; at: string } | undefined): Doubt[] {
  const doubts: Doubt[] = [];
  if (!entry) doubts.push({ why: "unknown" });
  else if (entry.state === "suspended" || entry.state === "left") doubts.push({ why: entry.state });
  if (earlier) doubts.push({ why: "double", ...earlier });
  const usual = usualOf(entry);
  if (usual !== null && litres > usual * UNUSUAL_FACTOR) doubts.push({ why: "unusual", litres: decimal(litres), usual: decimal(usual) });
  else if (usual === null && litres > MUCH) doubts.push({ why: "much", litres: decimal(litres) });
  return doubts;
}

type Around = Place & { unit: Unit; route: string; container: string; device: string; at: Date };

/** What is sent for a line; the doubts are those that the person dispelled. */
export function bodyOf(id: string, number: string, draft: Draft, around: Around, doubts: readonly Doubt[]): Body {
  const { centre, date, shift, unit, route, container, device, at } = around;
  const amount = decimal(readHundredths(draft.amount) ?? 0);
  const said = (why: Doubt["why"]) => doubts.some((doubt) => doubt.why === why);
  return {
    id, member: number, centre, date, shift, device, happened_at: at.toISOString(),
    ...(unit === "kg" ? { kilograms: amount } : { litres: amount }),
    ...(route ? { route } : {}),
    ...(container ? { container } : {}),
    ...(draft.rejected ? { rejection_reason: draft.reason.trim() } : {}),
    ...readings(draft),
    another_can: said("double"),
    meant: said("unusual") || said("much"),
  };
}

function readings(draft: Draft): Partial<Body> {
  const given = QUALITY.flatMap((name) => {
    const value = draft.quality[name]?.trim().replace(",", ".");
    return value ? [[name, value]] : [];
  });
  return Object.fromEntries(given) as Partial<Body>;
}

/** What is still wrong with a line, by the field it stands in; keys of the namespace `record`. */
export type Wrong = Partial<Record<"member" | "amount" | "reason" | Quality, string>>;

export function wrongIn(draft: Draft, number: string, centre: string): Wrong {
  const wrong: Wrong = {};
  if (!centre) wrong.member = "wrong.centre";
  else if (!number) wrong.member = "wrong.member";
  const amount = readHundredths(draft.amount);
  if (amount === null) wrong.amount = draft.amount.trim() ? "wrong.amount" : "wrong.noAmount";
  else if (amount === 0 && !draft.rejected) wrong.amount = "wrong.zero";
  else if (amount > 200_000) wrong.amount = "wrong.tooMuch";
  if (draft.rejected && !draft.reason.trim()) wrong.reason = "wrong.reason";
  for (const name of MEASURES) {
    const text = draft.quality[name]?.trim();
    if (text && !/^-?\d{1,4}([.,]\d{1,4})?$/.test(text)) wrong[name] = "wrong.measure";
  }
  return wrong;
}

/** The device's clock was wrong: the time of the weighing is what was refused. */
export const isClock = ({ refusal }: Pick<Waiting, "refusal">): boolean => refusal?.details["field"] === "happened_at";

/** A refused weighing back on the entry line. */
export function draftOf(act: Pick<Waiting, "sequence" | "about" | "body" | "refusal">): Draft {
  const body = act.body as Body;
  const quality = Object.fromEntries(QUALITY.flatMap((name) => (typeof body[name] === "string" ? [[name, body[name]]] : []))) as Draft["quality"];
  return {
    member: body.member, chosen: "", amount: body.kilograms ?? body.litres ?? "", quality,
    rejected: body.rejection_reason !== undefined, reason: body.rejection_reason ?? "",
    mends: { sequence: act.sequence ?? 0, id: act.about, ...(body.happened_at && !isClock(act) ? { at: body.happened_at } : {}) },
  };
}
