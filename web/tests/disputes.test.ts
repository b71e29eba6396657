/** What a decision would mean is computed as the ledger does; the farmer's text is that of the SMS. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import {
  before, claimOf, difference, isDisputed, litresOf, nextOf, noteOf, patternOf, resolution, typedLitres, urgency, usual, weighers, worth, type Delivery, type Disputed, type WithStory,
} from "@office/features/disputes/dispute";
import type { Schemas } from "@shared/api/client";
import texts from "@office/features/disputes/told.json";
import { CODE, short, told } from "@office/features/disputes/told";

const KES = (amount: string): Schemas["Money"] => ({ amount, currency: "KES" });
const dispute: Schemas["Dispute"] = { reason: "quantity", claimed_litres: "9.50", held_litres: "0.00", held: KES("0.00"), disputed_at: "2026-11-20T09:00:00Z", resolve_by: "2026-11-27T09:00:00Z", outcome: null, explanation: null, resolved_by: null, resolved_at: null };
const milk = (given: Partial<Delivery> = {}) => ({
  id: "a", member: "0042", centre: "C1", date: "2026-11-20", shift: "AM", litres: "8.50", state: "disputed", rejection_reason: null,
  price_per_litre: KES("45.00"), value: KES("382.50"), recorded_by: "staff:S001", dispute, ...given,
}) as Disputed;
const chapter = (fact: string, who: string, details = {}) => ({ fact, who, details }) as WithStory["story"][number];

test("the farmer's litres are the claim; of milk that is not theirs, none; else nobody knows them", () => {
  expect(claimOf(milk())).toBe("9.50");
  expect(claimOf(milk({ dispute: { ...dispute, reason: "not-mine", claimed_litres: null } }))).toBe("0");
  expect(claimOf(milk({ dispute: { ...dispute, reason: "quality", claimed_litres: null } }))).toBeNull();
  expect(difference(milk(), "9.5")).toBe("1.00");
});

test("each choice has its litres, and what is typed must be litres", () => {
  expect(["8", "8.5", " 8,25 "].map(typedLitres)).toEqual(["8", "8.5", "8.25"]);
  expect(["", "8.555", "-1", "eight"].map(typedLitres)).toEqual([null, null, null, null]);
  expect([litresOf(milk(), "stands", ""), litresOf(milk(), "farmer", ""), litresOf(milk(), "other", "9"), litresOf(milk(), "other", "")]).toEqual(["8.50", "9.50", "9", null]);
});

test("the worth is rounded once, half to the even cent, and rejected milk keeps its own", () => {
  expect(worth(milk(), "9.5")).toBe("427.50");
  expect(worth(milk({ price_per_litre: KES("45.01") }), "0.50")).toBe("22.50");
  expect(worth(milk({ price_per_litre: KES("45.03") }), "0.50")).toBe("22.52");
  expect(worth(milk(), null)).toBe("382.50");
  expect(worth(milk({ rejection_reason: "sour", value: KES("0.00") }), "9.5")).toBe("0.00");
});

test("what is sent names litres only where they change", () => {
  expect(resolution("stands", "8.50", "so", false)).toEqual({ outcome: "upheld", explanation: "so" });
  expect(resolution("farmer", "9.5", "so", true)).toEqual({ outcome: "adjusted", litres: "9.5", explanation: "so", meant: true });
});

test("who recorded or corrected the milk is known from its story, and so are the farmer's words", () => {
  const story = [chapter("delivery.recorded", "staff:S001"), chapter("delivery.corrected", "staff:S002"), chapter("delivery.disputed", "member:0042", { note: "My can was full." })];
  expect(weighers(story)).toEqual(["staff:S001", "staff:S002"]);
  expect(noteOf(story)).toBe("My can was full.");
  expect(noteOf(story.slice(0, 2))).toBeNull();
});

test("usual is the milk of the same shift on the days before, without what was taken back or rejected", () => {
  const all = [milk({ id: "b", date: "2026-11-18", litres: "8.00" }), milk({ id: "c", date: "2026-11-19", litres: "8.31" }), milk({ id: "d", date: "2026-11-19", shift: "PM" }),
    milk({ id: "e", date: "2026-11-17", state: "voided" }), milk({ id: "f", date: "2026-11-17", rejection_reason: "sour" }), milk()];
  expect(before(milk(), all).map(({ id }) => id)).toEqual(["b", "c"]);
  expect(usual(before(milk(), all))).toBe("8.20");
  expect(usual([])).toBeNull();
});

test("a pattern counts outcomes; the next dispute follows in the list", () => {
  const ended = ["upheld", "upheld", "adjusted", "withdrawn"].map((outcome) => milk({ dispute: { ...dispute, outcome } }));
  expect(patternOf([...ended, milk(), milk({ dispute: null })])).toEqual({ decided: 4, stands: 2, changed: 1, withdrawn: 1 });
  const list = [{ id: "a" }, { id: "b" }, { id: "c" }];
  expect(["a", "b", "c", "x"].map((id) => nextOf(list, id))).toEqual(["b", "c", "b", "a"]);
  expect(nextOf([{ id: "a" }], "a")).toBeNull();
  expect(isDisputed(milk({ dispute: null }))).toBe(false);
});

test("a deadline is near on its last day and late behind it", () => {
  const at = (instant: string) => urgency("2026-11-27T09:00:00Z", new Date(instant));
  expect([at("2026-11-25T09:00:00Z"), at("2026-11-26T10:00:00Z"), at("2026-11-27T09:00:01Z")]).toEqual([null, "soon", "late"]);
});

test("the farmer's text is plain, in the farmer's language, and never longer than one SMS", () => {
  expect(told("sw", milk(), "farmer", "9.50", "Iliandikwa vibaya.")).toBe(`Pingamizi la maziwa 20 Nov asubuhi: sasa ni lita 9.5. Iliandikwa vibaya. Na. 0042. ${CODE}`);
  expect(told("en", milk(), "stands", "8.00", "“Café” [scale]\nread")).toBe(`Dispute, milk 20 Nov AM: the record stays 8 litres. Cafe scale read. No. 0042. ${CODE}`);
  const long = told("sw", milk(), "stands", "8.5", "Mizani ".repeat(60));
  expect(long).toHaveLength(160);
  expect(long).toMatch(/\.\.\. Na\. 0042/);
  expect(["8.50", "12.00", "0.75", "120"].map(short)).toEqual(["8.5", "12", "0.75", "120"]);
});

test("the texts are those that the server sends", () => {
  const source = readFileSync(join(import.meta.dirname, "../../imbuto/words/texts.py"), "utf8").replaceAll(/"\s*\n\s*"/g, "");
  for (const language of ["sw", "en"] as const) {
    for (const outcome of ["upheld", "adjusted"] as const) expect(source).toContain(`"dispute-${outcome}": "${texts[language][outcome]}"`);
    expect(source).toContain(texts[language].months.map((month) => `"${month}"`).join(", "));
    for (const [shift, name] of Object.entries(texts[language].shifts)) expect(source).toContain(`"${shift}": "${name}"`);
  }
});
