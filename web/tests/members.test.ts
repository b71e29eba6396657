/** Phones in any spelling, what is sent of a new member, a month of milk, and the faults of a file. */
import { expect, test } from "vitest";

import { faultsAsCsv } from "../src/office/features/members/import/csv";
import { KINDS } from "../src/office/features/members/import/kinds";
import { givenOf } from "../src/office/features/members/import/sending";
import { pageOf, standing } from "../src/office/features/members/member";
import { daysOf, lastOf, monthsLater, placesBefore, readMonth, total, type Delivery } from "../src/office/features/members/milk/month";
import { monthsOf, trendOf } from "../src/office/features/members/milk/periods";
import { bodyOf, lacking, NOTHING } from "../src/office/features/members/registration";
import { phone, readPhone } from "../src/office/parts/phone";
import type { Schemas } from "../src/shared/api/client";

type Statement = Schemas["Statement"];

test.each(["0712345678", "0712 345 678", "+254 712-345-678", "254712345678", "712345678", "(0712) 345.678"])("%s is one phone", (typed) => {
  expect(readPhone(typed)).toBe("254712345678");
  expect(phone(readPhone(typed) ?? "")).toBe("0712 345 678");
});

test.each(["", "0712", "0812345678", "07123456789", "moja mbili"])("“%s” is no phone, and is left as it is", (typed) => {
  expect(readPhone(typed)).toBeNull();
  expect(phone(typed)).toBe(typed);
});

test("a new member's body leaves blanks out, and spaces where they mean nothing", () => {
  const typed = { ...NOTHING, number: " 00 42 ", name: " Achieng   Odhiambo ", centre: "C1", national_id: "12 345 678", account_number: "0110" };
  expect(bodyOf(typed)).toEqual({ number: "0042", name: "Achieng Odhiambo", centre: "C1", language: "sw", pay_channel: "mpesa", national_id: "12345678" });
  expect(bodyOf({ ...typed, pay_channel: "bank" })).toMatchObject({ pay_channel: "bank", account_number: "0110" });
  expect(lacking(NOTHING)).toEqual(["number", "name", "centre"]);
});

test("a number with a stroke has a page, and a standing is one word", () => {
  expect(pageOf("12/345")).toBe("/members/12/345");
  expect(standing({ erased: false, left_on: "2026-01-01", suspended: true })).toBe("left");
  expect(standing({ erased: false, left_on: null, suspended: true })).toBe("suspended");
});

const delivery = (date: string, litres: string, more: Partial<Delivery> = {}) => ({ date, litres, state: "recorded", rejection_reason: null, ...more }) as Delivery;

test("a month has its days until today; milk taken back or turned away does not count", () => {
  const found = [delivery("2026-11-01", "8.5"), delivery("2026-11-01", "4.25"), delivery("2026-11-02", "9.0", { state: "voided" }), delivery("2026-11-02", "3.0", { rejection_reason: "sour" }), delivery("2026-11-03", "2.0", { state: "disputed" })];
  const days = daysOf("2026-11", found, "2026-11-03");
  expect(days.map(({ litres }) => litres)).toEqual(["12.75", "0.00", "2.00"]);
  expect(days.map(({ disputed, rejected }) => [disputed, rejected])).toEqual([[false, false], [false, true], [true, false]]);
  expect(total(found)).toBe("14.75");
});

test("months go over the year, and a week begins on Monday", () => {
  expect([monthsLater("2026-01", -1), monthsLater("2026-12", 1), monthsLater("2026-03", -12)]).toEqual(["2025-12", "2027-01", "2025-03"]);
  expect([lastOf("2024-02"), lastOf("2026-11")]).toEqual(["2024-02-29", "2026-11-30"]);
  expect([placesBefore("2026-06"), placesBefore("2026-11")]).toEqual([0, 6]);
  expect(readMonth("2026-13")).toBe(readMonth(null));
});

test("the faults of a file are a CSV in which nothing is a formula", () => {
  const text = faultsAsCsv(["Row", "Why"], [{ row: 3, field: "Phone", value: "=1+1", sentence: "Not a phone, here.", remedy: 'Write "0712".' }]);
  expect(text).toBe('Row,Why\r\n3,Phone,\'=1+1,"Not a phone, here.","Write ""0712""."\r\n');
});

test("beside a file goes only what its kind knows and what was said", () => {
  const bulk = KINDS.find(({ kind }) => kind === "bulk");
  const members = KINDS.find(({ kind }) => kind === "members");
  const file = new File(["a"], "book.csv");
  expect(bulk && givenOf(bulk, file, { centre: "C1", pad: "4" }).said).toEqual({});
  expect(members && givenOf(members, file, { centre: "C1", pad: "" }).said).toEqual({ centre: "C1" });
});

test("a member's periods go from the oldest to the newest, each beside its year before", () => {
  const drawn = [["2026-11-A", "110.0"], ["2026-10-B", "90.0"], ["2025-11-A", "100.5"]].map(([period, litres]) => ({ period, litres, run: `run of ${period}` }) as Statement);
  const rows = trendOf(drawn, ({ run }) => (run.includes("2026") ? `/settlements/${run}` : undefined));
  expect(rows.map(({ label, to }) => [label, to])).toEqual([["25-11-A", undefined], ["26-10-B", "/settlements/run of 2026-10-B"], ["26-11-A", "/settlements/run of 2026-11-A"]]);
  expect(rows.map(({ figures }) => figures.map(({ height }) => height))).toEqual([[100.5, null], [90, null], [110, 100.5]]);
});

test("a member's months begin with the first milk, and one without any is a bar of nothing", () => {
  const rows = monthsOf([{ month: "2025-11", litres: "80.00" }, { month: "2026-09", litres: "60.00" }, { month: "2026-11", litres: "70.50" }], (month) => `/members/0042?month=${month}`, "2026-11");
  expect(rows).toHaveLength(12);
  expect(rows.at(-1)).toMatchObject({ id: "2026-11", title: "November 2026", to: "/members/0042?month=2026-11" });
  expect(rows.slice(-3).map(({ figures }) => figures.map(({ height }) => height))).toEqual([[60, null], [0, null], [70.5, 80]]);
  expect(monthsOf([{ month: "2026-10", litres: "5.00" }], String, "2026-11").map(({ id }) => id)).toEqual(["2026-10", "2026-11"]);
});
