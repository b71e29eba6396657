/** The pages of a list as one, and how more of it is asked for. */
import { useMemo } from "react";

type Pages<Row> = {
  data: { pages: { items: Row[] }[] } | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
};

export function useDraw<Row>(asked: Pages<Row>): { rows: Row[] | undefined; more: (() => void) | undefined } {
  const rows = useMemo(() => asked.data?.pages.flatMap((page) => page.items), [asked.data]);
  return { rows, more: asked.hasNextPage && !asked.isFetchingNextPage ? () => void asked.fetchNextPage() : undefined };
}
