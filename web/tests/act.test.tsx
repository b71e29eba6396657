/** An act of a person is done once: a press after silence is the same act, another content is another one. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test } from "vitest";

import { useAct } from "@shared/api/act";
import { Problem } from "@shared/api/problem";
import { makeQueries } from "@shared/api/queries";

type Given = { litres: string };

function acting(statuses: number[], queries: QueryClient = makeQueries()) {
  const keys: string[] = [];
  const done: unknown[] = [];
  const send = async (_given: Given, headers: { "Idempotency-Key": string }) => {
    keys.push(headers["Idempotency-Key"]);
    const status = statuses.shift() ?? 201;
    if (status !== 201) throw new Problem(status, {});
    return { data: "done" };
  };
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
  const hook = renderHook(() => useAct(send, (answer) => done.push(answer)), { wrapper });
  const press = (given: Given) => act(async () => void (await hook.result.current.mutateAsync(given).catch(() => undefined)));
  return { keys, done, press, hook };
}

test.each([0, 500, 503, 429, 401])("after %i the same content keeps its key: it may have been done", async (status) => {
  const { keys, press, done } = acting([status]);
  await press({ litres: "8" });
  await press({ litres: "8" });
  expect(new Set(keys).size).toBe(1);
  expect(done).toEqual(["done"]);
});

test("other content, a refusal, and an act that was done each have another key next time", async () => {
  const { keys, press } = acting([0, 409]);
  await press({ litres: "8" });
  await press({ litres: "9" });
  await press({ litres: "9" });
  await press({ litres: "9" });
  expect(new Set(keys).size).toBe(4);
});

test("an act whose screen was left is finished, and what it changed is asked anew", async () => {
  const queries = makeQueries();
  queries.setQueryData(["get", "/api/v1/prices"], {});
  const { press, done, hook } = acting([], queries);
  const pressed = press({ litres: "8" });
  hook.unmount();
  await pressed;
  expect(done).toEqual(["done"]);
  expect(queries.getQueryState(["get", "/api/v1/prices"])?.isInvalidated).toBe(true);
});

test("what was allowed and is no longer asks anew what a person may do, once and not again and again", async () => {
  const queries = makeQueries();
  const who = ["get", "/api/v1/sessions/own"];
  const forbidden = () => queries.fetchQuery({ queryKey: ["get", "/api/v1/prices"], queryFn: () => Promise.reject(new Problem(403, {})), retry: false }).catch(() => undefined);
  queries.setQueryData(who, {});
  await forbidden();
  expect(queries.getQueryState(who)?.isInvalidated).toBe(false);
  queries.setQueryData(who, {}, { updatedAt: Date.now() - 60_000 });
  await forbidden();
  expect(queries.getQueryState(who)?.isInvalidated).toBe(true);
});
