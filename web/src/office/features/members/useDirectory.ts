/** The members page by page; what is searched goes in the body of a request, never into an address. */
import { useDebouncedValue } from "@mantine/hooks";
import { client, PAGES } from "@shared/api/client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";

export type Attention = "proposed" | "name-differs";
export type Filter = { centre?: string | undefined; attention?: Attention | undefined };

const PATIENCE_MS = 150;
const LIMIT = 200;

export function useDirectory(typed: string, { centre, attention }: Filter) {
  const [query] = useDebouncedValue(typed.trim(), PATIENCE_MS);
  const filter = useMemo(() => ({ limit: LIMIT, ...(centre ? { centre } : {}), ...(attention ? { attention } : {}) }), [centre, attention]);
  const asked = useInfiniteQuery({
    queryKey: ["get", "/api/v1/members", "directory", filter, query],
    initialPageParam: PAGES.initialPageParam as string | null,
    getNextPageParam: PAGES.getNextPageParam,
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam, signal }) => {
      const page = { ...filter, ...(pageParam ? { cursor: pageParam } : {}) };
      const { data } = query
        ? await client.POST("/api/v1/members/search", { body: { query, ...page }, signal })
        : await client.GET("/api/v1/members", { params: { query: page }, signal });
      return data ?? { items: [], next: null };
    },
  });
  const rows = useMemo(() => asked.data?.pages.flatMap((page) => page.items), [asked.data]);
  return { ...asked, data: rows, isBehind: asked.isPlaceholderData || query !== typed.trim() };
}
