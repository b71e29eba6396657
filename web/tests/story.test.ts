/** A story says what became, in people's words; every kind of fact has a name. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { firstOf, fromChapters, fromFact, told } from "@office/parts/story/lines";
import { asShown, sentence } from "@office/parts/story/names";
import words from "@office/parts/story/words.en.json";
import type { Schemas } from "@shared/api/client";

const chapter = (position: number, fact: string, details: Record<string, unknown>): Schemas["Chapter"] => ({
  position, version: position, fact, who: "staff:S001", channel: "office", request: "r", happened_at: "2026-11-20T05:00:00Z", recorded_at: "2026-11-20T05:00:00Z", details,
});

test("a delivery's own story tells what each chapter changed, with units", () => {
  const [recorded, corrected] = fromChapters([
    chapter(1, "delivery.recorded", { member: "0042", litres: "8.5", value: { amount: "382.50", currency: "KES" }, price_id: "x", grade: null, unusual: false, confirm_by: "2026-11-23T05:45:00+00:00" }),
    chapter(2, "delivery.corrected", { litres: "9.0", grade: "A", value: { amount: "382.50", currency: "KES" } }),
  ]);
  expect(recorded?.changed).toEqual([
    { field: "litres", before: null, after: "8.5\u00a0L" },
    { field: "value", before: null, after: "KES\u00a0382.50" },
    { field: "confirm by", before: null, after: "23 Nov, 08:45" },
  ]);
  expect(corrected?.changed).toEqual([{ field: "litres", before: "8.5\u00a0L", after: "9.0\u00a0L" }, { field: "grade", before: null, after: "A" }]);
});

test("ids and what the line says already are not told again", () => {
  const changes = ["price id", "litres", "recorded by", "id of nobody"].map((field) => ({ field, before: null, after: "x" }));
  expect(told(changes).map(({ field }) => field)).toEqual(["litres", "id of nobody"]);
  const fact = { position: 7, version: 1, at: "2026-11-20T05:00:00Z", topic: "delivery.recorded", kind: "delivery", id: "a", words: "milk", who: { principal: "staff:S001", name: "Otieno" }, channel: "office", request: "r", member: "0042", changed: changes };
  expect(fromFact(fact)).toMatchObject({ position: 7, name: "Otieno", words: "milk", changed: [{ field: "litres" }, { field: "id of nobody" }] });
});

test("a few changes are all shown; of many, what people look for first", () => {
  const many = ["litres", "device", "state", "can", "route", "density"].map((field) => ({ field, before: null, after: "x" }));
  expect(firstOf(many.slice(0, 5)).more).toEqual([]);
  expect(firstOf(many).first.map(({ field }) => field)).toEqual(["litres", "state"]);
  expect(firstOf(many).more).toHaveLength(4);
});

test("litres and times of a fact are written as on every other screen; seconds that say something stay", () => {
  expect(["16.74 l", "17 Nov 2026 12:00:00", "17 Nov 2026 12:00:07", "12:00", "a can of 5 l"].map(asShown)).toEqual(["16.74\u00a0L", "17 Nov 2026 12:00", "17 Nov 2026 12:00:07", "12:00", "a can of 5 l"]);
});

test("the ledger's sentence names people by their numbers alone", () => {
  expect(sentence("staff:S008 signed in by password; member:0042 did not")).toBe("S008 signed in by password; 0042 did not");
});

test("every topic of the ledger's facts has a name", () => {
  const folder = join(import.meta.dirname, "../../imbuto/aggregates");
  const source = readdirSync(folder).filter((file) => file.endsWith(".py")).map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  const topics = new Set([...source.matchAll(/TOPIC(?:: ClassVar\[str\])? = "([a-z_]+\.[a-z_]+)"/g)].map(([, topic]) => topic));
  const named = Object.entries(words.topics).flatMap(([kind, became]) => Object.keys(became).map((word) => `${kind}.${word}`));
  expect(topics.size).toBeGreaterThan(100);
  expect([...topics].filter((topic) => topic !== undefined && !named.includes(topic))).toEqual([]);
});
