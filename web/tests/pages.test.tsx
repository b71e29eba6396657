/** A list that goes on and a question of the same address, one screen after the other, with one memory. */
import { QueryClientProvider } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";

import { api, PAGES } from "@shared/api/client";
import { makeQueries } from "@shared/api/queries";

const ASKED = { params: { query: { limit: 50 } } };
const useOnce = () => api.useQuery("get", "/api/v1/settlements", ASKED);
const useList = () => api.useInfiniteQuery("get", "/api/v1/settlements", ASKED, PAGES);

afterEach(() => vi.unstubAllGlobals());

function screens() {
  vi.stubGlobal("fetch", async () => Response.json({ items: [{ id: "r1" }], next: null }));
  const queries = makeQueries();
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
  return <Found,>(use: () => Found) => renderHook(use, { wrapper }).result;
}

const idsOnce = (asked: ReturnType<typeof useOnce>) => asked.data?.items.map((run) => run.id);
const idsOfPages = (asked: ReturnType<typeof useList>) => asked.data?.pages.flatMap((page) => page.items.map((run) => run.id));

test("what was asked once is no page of the list that is opened next", async () => {
  const open = screens();
  const once = open(useOnce);
  await waitFor(() => expect(idsOnce(once.current)).toEqual(["r1"]));
  const list = open(useList);
  await waitFor(() => expect(idsOfPages(list.current)).toEqual(["r1"]));
});

test("the pages of a list are no answer to who asks once afterwards", async () => {
  const open = screens();
  const list = open(useList);
  await waitFor(() => expect(idsOfPages(list.current)).toEqual(["r1"]));
  const once = open(useOnce);
  await waitFor(() => expect(idsOnce(once.current)).toEqual(["r1"]));
});
