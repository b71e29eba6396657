/** Which answers are asked anew when something changed in the ledger. */
import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";

import { PAGES } from "@shared/api/client";
import { beginAnew, askAnew, isLong } from "@shared/api/long";
import { keepUp } from "@shared/api/live";
import { makeQueries } from "@shared/api/queries";
import { isTouched } from "@shared/api/touched";

test("a new delivery touches the day, the book and the member's balance, and no prices", () => {
  for (const path of ["/api/v1/dashboard/home", "/api/v1/deliveries", "/api/v1/members/{number}/balance"]) {
    expect(isTouched(path, ["delivery"]), path).toBe(true);
  }
  expect(isTouched("/api/v1/prices", ["delivery"])).toBe(false);
});

test.each([
  ["/api/v1/dashboard/home", "access adjustment charge limits member pay_file payment_rules payout price price_difference settlement staff till voucher"],
  ["/api/v1/ledger/{account}", "adjustment charge delivery message payout remittance statement top_up voucher"],
  ["/api/v1/charges", "charge settlement statement"],
  ["/api/v1/creditors", "charge creditor remittance statement"],
  ["/api/v1/second-factor-removals", "access"],
])("%s is asked anew after a fact of each of: %s", (path, families) => {
  expect(families.split(" ").filter((family) => !isTouched(path, [family]))).toEqual([]);
});

test("the books of facts are touched by every fact", () => {
  expect(isTouched("/api/v1/facts", ["till"])).toBe(true);
  expect(isTouched("/api/v1/stories/{kind}/{id}", ["message"])).toBe(true);
});

test("too much at once, and a word that is not known, touch all", () => {
  expect(isTouched("/api/v1/prices", ["all"])).toBe(true);
  expect(isTouched("/api/v1/prices", ["something-new"])).toBe(true);
});

test("a page that wakes up in several ways at once goes on asking once, and stops when it is closed", async () => {
  vi.useFakeTimers();
  let asked = 0;
  let answer = () => Response.json({ position: 7, families: [] });
  vi.stubGlobal("fetch", async () => {
    asked += 1;
    return answer();
  });
  const heard: boolean[] = [];
  const queries = new QueryClient();
  const stop = keepUp(queries, (is) => heard.push(is));
  for (let times = 0; times < 5; times += 1) {
    dispatchEvent(new Event("online"));
    document.dispatchEvent(new Event("visibilitychange"));
  }
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked).toBe(2);
  answer = () => new Response("{}", { status: 429, headers: { "X-Request-Id": "r1" } });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(heard.at(-1)).toBe(true);
  answer = () => new Response("", { status: 503 });
  await vi.advanceTimersByTimeAsync(12_000);
  expect(heard.at(-1)).toBe(false);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(4);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A list of which somebody has come down through so many pages. */
async function listOf(pages: number, queries: QueryClient = makeQueries()) {
  const asked: number[] = [];
  const options = {
    queryKey: ["get", "/api/v1/deliveries"],
    queryKeyHashFn: PAGES.queryKeyHashFn,
    queryFn: async ({ pageParam }: { pageParam: number }) => asked.push(pageParam),
    initialPageParam: 0,
    getNextPageParam: (_page: number, all: number[]) => all.length,
  };
  const list = new InfiniteQueryObserver(queries, options);
  list.subscribe(() => undefined);
  await list.refetch();
  for (let page = 1; page < pages; page += 1) await list.fetchNextPage();
  asked.length = 0;
  const query = queries.getQueryCache().find({ queryKey: options.queryKey });
  if (!query) throw new Error("the list");
  return { asked, queries, query };
}

test("a short list is asked anew for each fact", async () => {
  const { asked, queries } = await listOf(3);
  askAnew(queries, () => true);
  await vi.waitFor(() => expect(asked).toEqual([0, 1, 2]));
});

test("of a long list it is only noted that there is newer; whoever wants it begins at its first page", async () => {
  const { asked, queries, query } = await listOf(4);
  askAnew(queries, () => true);
  askAnew(queries, () => true);
  expect(query.state.isInvalidated).toBe(true);
  dispatchEvent(new Event("visibilitychange"));
  new InfiniteQueryObserver(queries, { ...query.options, queryKey: query.queryKey } as ConstructorParameters<typeof InfiniteQueryObserver>[1]).subscribe(() => undefined);
  await new Promise((done) => setTimeout(done));
  expect(asked).toEqual([]);
  await beginAnew(queries);
  expect(asked).toEqual([0]);
  expect(isLong(query)).toBe(false);
  expect(query.state.isInvalidated).toBe(false);
});
