/** Which answers are asked anew when something changed in the ledger. */
import { expect, test } from "vitest";

import { isTouched } from "@shared/api/live";

test("a new delivery touches the day, the book and the member's balance, and no prices", () => {
  for (const path of ["/api/v1/dashboard/home", "/api/v1/deliveries", "/api/v1/members/{number}/balance"]) {
    expect(isTouched(path, ["delivery"]), path).toBe(true);
  }
  expect(isTouched("/api/v1/prices", ["delivery"])).toBe(false);
});

test("the books of facts are touched by every fact", () => {
  expect(isTouched("/api/v1/facts", ["till"])).toBe(true);
  expect(isTouched("/api/v1/stories/{kind}/{id}", ["message"])).toBe(true);
});

test("too much at once, and a word that is not known, touch all", () => {
  expect(isTouched("/api/v1/prices", ["all"])).toBe(true);
  expect(isTouched("/api/v1/prices", ["something-new"])).toBe(true);
});
