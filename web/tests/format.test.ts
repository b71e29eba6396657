/** Money, litres and days as people here write them; nothing is rounded away. */
import { expect, test } from "vitest";

import { changeOf } from "@office/features/home/change";
import { businessDate, cents, daysLater, fromCents, grouped, litres, money, sinceHour } from "@shared/figures/format";

test.each([
  ["12345.5", "KES\u00a012,345.50"],
  ["0", "KES\u00a00.00"],
  ["-3.2", "KES\u00a0−3.20"],
  ["-0.00", "KES\u00a00.00"],
  ["1234567890.01", "KES\u00a01,234,567,890.01"],
])("%s shillings are written %s", (amount, written) => expect(money(amount)).toBe(written));

test.each([["8.50", "8.5\u00a0L"], ["8.25", "8.25\u00a0L"], ["1000", "1,000.0\u00a0L"], ["0", "0.0\u00a0L"]])("%s litres are written %s", (value, written) => {
  expect(litres(value)).toBe(written);
});

test("cents are whole numbers, and come back as the same text", () => {
  for (const amount of ["0.00", "0.07", "-0.07", "12345.67", "-12345.60", "100.00"]) expect(fromCents(cents(amount))).toBe(amount);
  expect(cents("8.5")).toBe(850);
});

test("more decimals than two are kept as they are", () => expect(grouped("0.125", 2)).toBe("0.125"));

test("a business date is Nairobi's, three hours ahead", () => {
  expect(businessDate(new Date("2026-11-20T20:59:59Z"))).toBe("2026-11-20");
  expect(businessDate(new Date("2026-11-20T21:00:00Z"))).toBe("2026-11-21");
});

test("days are counted over months and leap years", () => {
  expect(daysLater("2028-02-28", 1)).toBe("2028-02-29");
  expect(daysLater("2026-03-01", -1)).toBe("2026-02-28");
});

test("a change is in whole per cent, and none where there was nothing before", () => {
  expect(changeOf("110", "100")).toBe(10);
  expect(changeOf("0", "100")).toBe(-100);
  expect(changeOf("5", "0")).toBeNull();
});

test("what is kept to the hour is not said to the minute", () => {
  const now = new Date("2026-11-22T02:40:00Z");
  expect(sinceHour("2026-11-22T02:00:00Z", now)).toBe("this hour");
  expect(sinceHour("2026-11-22T01:00:00Z", now)).toBe("1 hour ago");
  expect(sinceHour("2026-11-20T02:00:00Z", now)).toBe("2 days ago");
});
