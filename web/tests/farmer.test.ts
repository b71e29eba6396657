/** The farmers' app reckons periods and pay days as the ledger does, and litres without floating point. */
import { beforeAll, expect, test } from "vitest";

import { startWords } from "@shared/words/i18n";

import { deviceName } from "@farmer/data/device";
import { dayOfWeek, month, span, weekLetters } from "@farmer/data/days";
import { asLitres, byDay, mayBeAnswered, readLitres, sum, waitsForAnswer, type Delivery } from "@farmer/data/milk";
import { daysOf, monthAfter, payDay, periodOf, periodOfCode, weekday } from "@farmer/data/period";
import { phoneText } from "@farmer/me/phone";

beforeAll(async () => {
  localStorage.setItem("imbuto-language", "en");
  await startWords(async () => ({}));
});

const LIES = {
  "half-month": { "2026-11-15": "2026-11-01 to 2026-11-15", "2026-11-16": "2026-11-16 to 2026-11-30", "2028-02-29": "2028-02-16 to 2028-02-29" },
  "month": { "2026-02-28": "2026-02-01 to 2026-02-28" },
  "ten-days": { "2026-11-20": "2026-11-11 to 2026-11-20", "2026-11-21": "2026-11-21 to 2026-11-30" },
  "week": { "2026-11-21": "2026-11-16 to 2026-11-22", "2027-01-01": "2026-12-28 to 2027-01-03" },
};

test.each(["half-month", "month", "ten-days", "week"] as const)("by %s each day lies in its period", (rhythm) => {
  const found = Object.keys(LIES[rhythm]).map((date) => [date, periodOf(date, rhythm)] as const);
  expect(Object.fromEntries(found.map(([date, { start, end }]) => [date, `${start} to ${end}`]))).toEqual(LIES[rhythm]);
});

test.each([
  ["2026-11-A", "2026-11-01", "2026-11-15"],
  ["2026-02-B", "2026-02-16", "2026-02-28"],
  ["2026-11", "2026-11-01", "2026-11-30"],
  ["2026-11-3", "2026-11-21", "2026-11-30"],
  ["2026-W01", "2025-12-29", "2026-01-04"],
  ["2026-W47", "2026-11-16", "2026-11-22"],
])("the code %s means %s to %s", (code, start, end) => {
  expect(periodOfCode(code)).toEqual({ start, end });
});

test("what is no code of a period is none", () => {
  expect(periodOfCode("November")).toBeNull();
});

test.each([
  ["2026-11-21", "half-month", "run", "2026-12-01"],
  ["2026-11-03", "half-month", "run", "2026-11-16"],
  ["2026-11-03", "half-month", "month", "2026-12-01"],
  ["2026-11-03", "half-month", "quarter", "2027-01-01"],
  ["2026-05-03", "month", "half-year", "2026-07-01"],
  ["2026-11-21", "week", "run", "2026-11-23"],
  ["2026-11-21", "week", "month", "2026-12-07"],
  ["2026-11-21", "ten-days", "year", "2027-01-01"],
] as const)("on %s, with runs by %s, who is paid each %s is paid from %s", (today, rhythm, wanted, day) => {
  expect(payDay(today, rhythm, wanted)).toBe(day);
});

test("days follow one another, and months too", () => {
  expect(daysOf({ start: "2026-02-27", end: "2026-03-01" })).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  expect([monthAfter("2026-01", -1), monthAfter("2026-12", 1)]).toEqual(["2025-12", "2027-01"]);
  expect([weekday("2026-11-16"), weekday("2026-11-22")]).toEqual([0, 6]);
});

test("days are written as one says them", () => {
  expect(dayOfWeek("2026-11-20")).toBe("Fri 20 Nov");
  expect(month("2026-11")).toBe("November 2026");
  expect(span("2026-11-16", "2026-11-30")).toBe("16 – 30 Nov 2026");
  expect(span("2026-12-28", "2027-01-03")).toBe("28 Dec – 3 Jan 2027");
  expect(weekLetters()).toHaveLength(7);
});

const NOTHING = { rejection_reason: null, confirm_by: "2026-11-24T05:45:00+00:00" };

function delivery(date: string, litres: string, amount: string, state: Delivery["state"] = "recorded", more: Partial<Delivery> = {}): Delivery {
  return { ...NOTHING, date, litres, state, value: { amount, currency: "KES" }, ...more } as Delivery;
}

test("deliveries are added up to the hundredth and the cent; what was taken back or rejected counts nothing", () => {
  const milk = [
    delivery("2026-11-20", "0.10", "4.80"), delivery("2026-11-20", "0.20", "9.60"), delivery("2026-11-21", "8.55", "410.45"),
    delivery("2026-11-21", "5.00", "240.00", "voided"), delivery("2026-11-21", "4.00", "0.00", "recorded", { rejection_reason: "sour" }),
  ];
  expect(sum(milk)).toEqual({ litres: "8.85", value: "424.85", deliveries: 3 });
  expect([...byDay(milk)]).toEqual([["2026-11-20", 30], ["2026-11-21", 855]]);
  expect(asLitres(30)).toBe("0.30");
});

test("an answer is asked for until its time has passed; who confirmed may still dispute", () => {
  const [before, after] = [new Date("2026-11-24T05:44:00Z"), new Date("2026-11-24T05:46:00Z")];
  const asked = (state: Delivery["state"], now: Date) => [waitsForAnswer(delivery("2026-11-21", "1", "1", state), now), mayBeAnswered(delivery("2026-11-21", "1", "1", state), now)];
  expect(asked("recorded", before)).toEqual([true, true]);
  expect(asked("confirmed", before)).toEqual([false, true]);
  expect(asked("disputed", before)).toEqual([false, false]);
  expect(asked("recorded", after)).toEqual([false, false]);
});

test.each([["8.5", "8.5"], ["8,5", "8.5"], ["8*5", "8.5"], [" 8 L", "8"], ["0", "0"], ["12.25", "12.25"], ["8.555", null], ["-1", null], ["eight", null], ["", null]])(
  "who types %j means %j litres", (typed, meant) => {
    expect(readLitres(typed)).toBe(meant);
  },
);

test.each([
  ["Mozilla/5.0 (Linux; Android 10; TECNO KC2 Build/QP1A) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", "TECNO KC2, Chrome"],
  ["Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", "Android, Chrome"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile Safari/604.1", "iPhone, Safari"],
  ["something else", "?"],
])("a phone is called by what it says of itself", (agent, name) => {
  expect(deviceName(agent)).toBe(name);
});

test("a phone is written as it is dialled here, and what is masked stays so", () => {
  expect(phoneText("254712345678")).toBe("0712 345 678");
  expect(phoneText("2547•••678")).toBe("2547•••678");
  expect(phoneText(null)).toBeNull();
});
