/**
 * Long lists and what is new: to ask anew for all pages that somebody has come down through would be many questions
 * for each fact. A list of more than a few pages is marked as old instead, and the person says when to begin anew.
 */
import { notifyManager, useQueryClient, type InfiniteData, type Query, type QueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";

const MOST_PAGES = 3;

const pagesOf = ({ state }: Query) => (state.data as Partial<InfiniteData<unknown>> | undefined)?.pages;

export function isLong(query: Query): boolean {
  const pages = pagesOf(query);
  return Array.isArray(pages) && pages.length > MOST_PAGES;
}

/** Asks anew for whatever has changed; of long lists it is only noted. */
export function askAnew(queries: QueryClient, isMeant: (query: Query) => boolean): void {
  void queries.invalidateQueries({ predicate: (query) => isMeant(query) && isLong(query), refetchType: "none" });
  void queries.invalidateQueries({ predicate: (query) => isMeant(query) && !isLong(query) });
}

const oldOnes = (queries: QueryClient) =>
  queries.getQueryCache().findAll({ type: "active", predicate: (query) => isLong(query) && query.state.isInvalidated });

const firstOf = (data: InfiniteData<unknown> | undefined) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) };

/** Begins each old long list on the screen anew, at its first page. */
export async function beginAnew(queries: QueryClient): Promise<void> {
  const lists = oldOnes(queries);
  for (const list of lists) list.setData(firstOf(list.state.data as InfiniteData<unknown> | undefined));
  await Promise.all(lists.map(({ queryKey }) => queries.invalidateQueries({ queryKey, exact: true })));
}

/** Whether a long list on the screen is older than the ledger, and how to begin it anew. */
export function useNewer(): { isNewer: boolean; show: () => void } {
  const queries = useQueryClient();
  const listen = useCallback((told: () => void) => queries.getQueryCache().subscribe(notifyManager.batchCalls(told)), [queries]);
  const isNewer = useSyncExternalStore(listen, () => oldOnes(queries).length > 0, () => false);
  return { isNewer, show: () => void beginAnew(queries) };
}
