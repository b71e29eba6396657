/** The sheet's own reckoning: what is typed, who is meant, what speaks against a line, and what is counted. */
import { expect, test } from "vitest";

import { aboutLitres, decimal, readHundredths } from "@office/features/record/litres";
import { shiftAt } from "@office/features/record/place";
import { exactly, find, rosterOf, usualOf, type Entry } from "@office/features/record/roster";
import { earlierOf, rowsOf, totalsOf, type Recorded } from "@office/features/record/sheet";
import { bodyOf, doubtsOf, draftOf, EMPTY, wrongIn } from "@office/features/record/weighing";
import type { Waiting } from "@shared/offline/store";

const member = (number: string, more: Partial<Entry> = {}): Entry => ({
  number, name: "Demo Farmer", state: "active", centre: "C1", phone: "254700000042", usual: { AM: "8.5", MID: null, PM: "5.5" }, last_day: null, ...more,
});
const roster = rosterOf([member("0042", { name: "Wanjiku Kamau" }), member("0420", { name: "Otieno Ouma", phone: "254711000420" }), member("A/7")]);
const place = { centre: "C1", date: "2026-11-03", shift: "AM" as const };

test.each([["8,5", 850], ["8.25", 825], ["12", 1200], [".5", 50], ["8.", 800]])("%s is read as %i hundredths", (text, hundredths) => {
  expect(readHundredths(text)).toBe(hundredths);
});

test.each(["", "8.255", "-3", "1e3", "8.5 L", "12345"])("%s is nothing that a scale shows", (text) => {
  expect(readHundredths(text)).toBeNull();
});

test("hundredths are written with both decimals, and kilograms are about so many litres", () => {
  expect([decimal(5), decimal(850), decimal(123_456)]).toEqual(["0.05", "8.50", "1234.56"]);
  expect(aboutLitres(1030)).toBe(1000);
});

test("a number is known without its zeros, a name by its beginnings, a phone as people write it", () => {
  expect(exactly(roster, "42")?.number).toBe("0042");
  expect(exactly(roster, "a/7")?.number).toBe("A/7");
  expect(find(roster, "wan kam").map(({ number }) => number)).toEqual(["0042"]);
  expect(find(roster, "0711000420").map(({ number }) => number)).toEqual(["0420"]);
  expect(find(roster, "+254711").map(({ number }) => number)).toEqual(["0420"]);
  expect(find(roster, "w")).toEqual([]);
});

test("noon in Nairobi parts the shifts", () => {
  expect(shiftAt(new Date("2026-11-03T08:59:00Z"))).toBe("AM");
  expect(shiftAt(new Date("2026-11-03T09:00:00Z"))).toBe("PM");
  expect(shiftAt(new Date("2026-11-02T21:30:00Z"))).toBe("AM");
});

test("more than three times the usual is asked about, exactly three times is not", () => {
  expect(usualOf(member("1"))).toBe(700);
  expect(doubtsOf(2100, member("1"), undefined)).toEqual([]);
  expect(doubtsOf(2101, member("1"), undefined)).toEqual([{ why: "unusual", litres: "21.01", usual: "7.00" }]);
  const fresh = member("1", { usual: { AM: null, MID: null, PM: null } });
  expect(doubtsOf(6001, fresh, undefined)).toEqual([{ why: "much", litres: "60.01" }]);
});

test("every doubt is told: who is not known, who is suspended, who was here already", () => {
  expect(doubtsOf(500, undefined, undefined)).toEqual([{ why: "unknown" }]);
  const here = { litres: "8.50", at: "2026-11-03T03:00:00Z" };
  expect(doubtsOf(500, member("1", { state: "suspended" }), here).map(({ why }) => why)).toEqual(["suspended", "double"]);
});

test("what a person said about a doubt goes with the weighing, and nothing else does", () => {
  const around = { ...place, unit: "kg" as const, route: "", container: "K1", device: "device-1", at: new Date("2026-11-03T03:00:00Z") };
  const draft = { ...EMPTY, amount: "8,74", quality: { lactometer: "27,5", fat_percent: " " } };
  expect(bodyOf("id", "0042", draft, around, [{ why: "double", litres: "8.50", at: "" }])).toEqual({
    id: "id", member: "0042", ...place, device: "device-1", happened_at: "2026-11-03T03:00:00.000Z", kilograms: "8.74", container: "K1",
    lactometer: "27.5", another_can: true, meant: false,
  });
});

test("without a centre nothing can be recorded", () => {
  expect(wrongIn({ ...EMPTY, amount: "8" }, "0042", "")).toEqual({ member: "wrong.centre" });
});

test("a line says which field is wrong; only rejected milk may be zero, and only with a reason", () => {
  expect(wrongIn(EMPTY, "", "C1")).toEqual({ member: "wrong.member", amount: "wrong.noAmount" });
  expect(wrongIn({ ...EMPTY, amount: "0" }, "0042", "C1")).toEqual({ amount: "wrong.zero" });
  expect(wrongIn({ ...EMPTY, amount: "0", rejected: true }, "0042", "C1")).toEqual({ reason: "wrong.reason" });
  expect(wrongIn({ ...EMPTY, amount: "0", rejected: true, reason: "sour" }, "0042", "C1")).toEqual({});
});

const recorded = (id: string, more: Partial<Recorded> = {}): Recorded => ({
  id, position: 7, member: "0042", can: 1, litres: "8.50", kilograms: null, rejection_reason: null, grade: null, unusual: false, state: "recorded",
  happened_at: "2026-11-03T03:00:00Z", recorded_by: "staff:S001", device: null, ...more,
});
const waiting = (about: string, more: Partial<Waiting> = {}): Waiting => ({
  sequence: 1, about, kind: "delivery", method: "POST", path: "/api/v1/deliveries", key: "k", madeAt: "2026-11-03T03:10:00Z", principal: "staff:S001", state: "waiting",
  body: { id: about, member: "0420", ...place, litres: "4.25" }, ...more,
});

test("what waits and what is recorded stand on one sheet, the newest first, each once", () => {
  const acts = [waiting("b"), waiting("a"), waiting("c", { body: { id: "c", member: "1", ...place, shift: "PM", litres: "1" } })];
  const rows = rowsOf(place, [recorded("a")], acts);
  expect(rows.map(({ id, state }) => [id, state])).toEqual([["b", "waiting"], ["a", "recorded"]]);
  expect(totalsOf(rows)).toEqual({ litres: 1275, rejected: 0, members: 2 });
});

test("a refused line that is mended keeps the time of its weighing, unless that was what was refused", () => {
  const body = { id: "a", member: "0042", ...place, litres: "85.00", happened_at: "2026-11-03T03:05:00.000Z" };
  const refusal = (details: Record<string, unknown>) => ({ status: 409, type: "", sentence: "", remedy: "", details });
  expect(draftOf(waiting("a", { body, refusal: refusal({}) })).mends).toEqual({ sequence: 1, id: "a", at: "2026-11-03T03:05:00.000Z" });
  expect(draftOf(waiting("a", { body, refusal: refusal({ field: "happened_at" }) })).mends).toEqual({ sequence: 1, id: "a" });
});

test("what was refused, taken back or will be taken back does not count; rejected milk counts apart", () => {
  const taking = waiting("a", { kind: "void", body: { reason: "slip" } });
  const rows = rowsOf(
    place,
    [recorded("a"), recorded("d", { state: "voided" }), recorded("e", { member: "0001", rejection_reason: "sour", litres: "3.00" })],
    [taking, waiting("b", { state: "refused" })],
  );
  expect(totalsOf(rows)).toEqual({ litres: 0, rejected: 300, members: 1 });
  expect(earlierOf(rows, "0042")).toBeUndefined();
  expect(earlierOf(rows, "0001")?.id).toBe("e");
});
