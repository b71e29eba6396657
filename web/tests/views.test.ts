/** Filters that a person keeps on this device. */
import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { emptyDraft, forgetDraft, keepDraft, keptDraft } from "@office/features/prices/draft";
import { readWays, useWays, type ChangeWays } from "@office/features/record/settings";
import { dropView, savedViews, saveView } from "@office/shell/savedViews";

afterEach(() => vi.unstubAllGlobals());

/** A browser whose cookies are blocked: each touch of its storage throws. */
function refuseStorage(): void {
  const refuse = () => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  };
  const refused = { getItem: refuse, setItem: refuse, removeItem: refuse, clear: refuse };
  vi.stubGlobal("localStorage", refused);
  vi.stubGlobal("sessionStorage", refused);
}

test("where the browser keeps nothing, views and a draft last as long as the page, and nothing breaks", () => {
  refuseStorage();
  saveView("staff:S007", "Mine", "/members");
  expect(savedViews("staff:S007")).toEqual([{ name: "Mine", to: "/members" }]);
  keepDraft({ ...emptyDraft("2026-11-21"), flat: "45" });
  expect(keptDraft()?.flat).toBe("45");
  forgetDraft();
  expect(keptDraft()).toBeNull();
  expect(readWays("C1").unit).toBe("L");
});

test("a view is kept under its name, and the name again means its new filters", () => {
  saveView("staff:S004", " Rejected of C1 ", "/deliveries?centre=C1&rejected=yes");
  saveView("staff:S004", "Mine", "/members");
  saveView("staff:S004", "Rejected of C1", "/deliveries?centre=C1");
  expect(savedViews("staff:S004")).toEqual([{ name: "Mine", to: "/members" }, { name: "Rejected of C1", to: "/deliveries?centre=C1" }]);
  dropView("staff:S004", "Mine");
  expect(savedViews("staff:S004").map((view) => view.name)).toEqual(["Rejected of C1"]);
});

test("another person on the device does not see them", () => {
  saveView("staff:S004", "Mine", "/members");
  expect(savedViews("staff:S005")).toEqual([]);
});

test("an empty name keeps nothing, and thirty are the most", () => {
  saveView("staff:S006", "   ", "/members");
  for (let at = 1; at <= 31; at += 1) saveView("staff:S006", `view ${at}`, "/payouts");
  expect(savedViews("staff:S006")).toHaveLength(30);
  expect(savedViews("staff:S006")[0]?.name).toBe("view 2");
});

test.each(["{", "17", '[{"name": 1}]', '[{"name": "x", "to": "javascript:alert(1)"}]'])("what is no list of views is none: %s", (text) => {
  localStorage.setItem("imbuto-views-staff:S001", text);
  expect(savedViews("staff:S001")).toEqual([]);
});

test("which readings are taken is the centre's rule, until this device chooses others, and again when it says so", () => {
  const { result } = renderHook(() => useWays("C9", ["lactometer", "alcohol", "plate_count"]));
  const ways = () => result.current[0];
  const change = (changed: Parameters<ChangeWays>[0]) => act(() => result.current[1](changed));
  change({ unit: "kg" });
  expect(ways()).toMatchObject({ unit: "kg", quality: ["lactometer", "alcohol"], own: false });
  change({ quality: [] });
  expect(ways()).toMatchObject({ unit: "kg", quality: [], own: true });
  change({ quality: undefined });
  expect(ways()).toMatchObject({ quality: ["lactometer", "alcohol"], own: false });
});
