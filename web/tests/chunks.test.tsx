/** A part of the app that does not come: its screen says so, and what can be missed is missed in silence. */
import { render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { expect, test } from "vitest";

import { didNotCome, lazily } from "@shared/app/chunks";

test.each([
  "Failed to fetch dynamically imported module: /office/assets/audit-1234.js",
  "error loading dynamically imported module: /office/assets/audit-1234.js",
  "Importing a module script failed.",
  "Unable to preload CSS for /office/assets/audit-1234.css",
])("%s", (message) => {
  expect(didNotCome(new Error(message))).toBe(true);
});

test("any other fault is a fault", () => {
  expect([new Error("x is not a function"), null, "text"].map(didNotCome)).toEqual([false, false, false]);
});

test("an ornament whose code is gone leaves the page as it is", async () => {
  const Gone = lazily<object>(() => Promise.reject(new Error("Importing a module script failed.")));
  render(<Suspense fallback="coming"><Gone /><p>the page</p></Suspense>);
  expect(await screen.findByText("the page")).toBeDefined();
});
