/** What is refused, as people read it. */
import { fetchWithPatience } from "@shared/api/client";
import { forPeople, problemOf } from "@shared/api/problem";
import { businessDate, since } from "@shared/figures/format";
import { trueNow } from "@shared/offline/clock";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllGlobals());

const page = (status: number) => new Response("<html>", { status, headers: { "Content-Type": "text/html" } });
const refusal = (status: number) => Response.json({ type: "/problems/x" }, { status, headers: { "Content-Type": "application/problem+json" } });

test.each([[401, "signed-out"], [403, "forbidden"], [404, "refused"], [429, "slow-down"]])("%i is ours to say: a page of a proxy says nothing at all", async (status, kind) => {
  expect((await problemOf(refusal(status))).kind).toBe(kind);
  expect((await problemOf(page(status))).kind).toBe("network");
});

test("a fault that a proxy tells of stays a fault", async () => {
  expect(await problemOf(page(500))).toMatchObject({ kind: "refused", status: 500 });
  expect((await problemOf(page(503))).kind).toBe("network");
});

test("only our own answers set the clock", async () => {
  const yearOff = new Date(Date.now() + 31_536_000_000).toUTCString();
  const ask = (headers: Record<string, string>) => {
    vi.stubGlobal("fetch", async () => new Response("{}", { headers: { Date: yearOff, "Content-Type": "application/json", ...headers } }));
    return fetchWithPatience(new Request("http://localhost/api/v1/x"));
  };
  await ask({});
  expect(trueNow().getTime() - Date.now()).toBeLessThan(1_000);
  await ask({ "X-Request-Id": "r1" });
  expect(trueNow().getTime() - Date.now()).toBeGreaterThan(31_000_000_000);
  // Today, and how long ago something was, are the server's too, however wrong the device is.
  expect(businessDate()).toBe(businessDate(new Date(Date.parse(yearOff))));
  expect(since(new Date().toISOString())).toMatch(/ago$/);
});

test.each([
  ["Check the code, or enter the creditor first: POST /api/v1/creditors.", "Check the code, or enter the creditor first."],
  ["Check the period or the id: GET /api/v1/settlements lists all runs.", "Check the period or the id."],
  ["If the file is right, correct what is recorded (POST /api/v1/deliveries/{id}/correction) and bring it in again.", "If the file is right, correct what is recorded and bring it in again."],
  ["Sign in with POST /api/v1/sessions.", "Sign in."],
  ["Angalia tena. Ingia kwa POST /api/v1/sessions.", "Angalia tena. Ingia."],
  ["Look again. Choose one of GET /api/v1/journal/accounts.", "Look again."],
  ["Weigh again: 12.5 L is much.", "Weigh again: 12.5 L is much."],
])("“%s” tells people what to do, not which call", (remedy, told) => {
  expect(forPeople(remedy)).toBe(told);
});
