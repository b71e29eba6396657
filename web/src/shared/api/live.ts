/**
 * Screens that keep up by themselves: every few seconds, while the page is in sight, one small question asks
 * what has changed in the ledger; only the answers that a change may touch are asked anew.
 *
 * A question each three seconds instead of an open stream: it passes every proxy, holds no thread of the
 * server, and goes on by itself after a break.
 */
import { useQueryClient, type Query } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { client } from "./client";

const EVERY_MS = 3_000;
const AFTER_SILENCE_MS = 12_000;
const ALL = "all";

/** Which answers a change of each family may touch, by a part of their path. What is not listed touches all. */
const TOUCHED: Record<string, RegExp> = {
  delivery: /deliver|dashboard|insights|recording|balance|account|disputes|variance|cans|ledger/,
  dispute: /deliver|dashboard|disputes|balance|account/,
  sample: /samples|deliver|insights|quality/,
  bulk: /bulk|variance|cans/,
  member: /members|roster|dashboard|payee/,
  message: /messages|dashboard/,
  price: /prices|dashboard|deliver/,
  limits: /limits|dashboard/,
  charge: /charge|deduction|creditor|statutory|balance|dashboard|ledger/,
  creditor: /creditor|charge/,
  adjustment: /adjustment|balance|account|dashboard/,
  price_difference: /price-differences|dashboard|balance/,
  settlement: /settlement|statement|dashboard|balance|insights|ledger/,
  statement: /settlement|statement|balance|ledger/,
  payout: /payout|payment|settlement|dashboard|balance|insights|ledger/,
  till: /payment|payout|dashboard|top-ups/,
  payment_rules: /payment-rules|dashboard/,
  top_up: /top-ups|payments/,
  pay_file: /pay-files|pay-formats|payout/,
  reconciliation: /reconciliation|portal-statements/,
  remittance: /remittance|creditor/,
  voucher: /voucher|journal|ledger/,
  staff: /staff|sessions|dashboard/,
  access: /access|sessions|looks/,
  centre: /centres|routes|dashboard|roster/,
  cooperative: /cooperative|dashboard/,
};
/** What tells of every fact there is. */
const OF_ALL = /\/(facts|stories|verification|projections|journal)/;

export function isTouched(path: string, families: readonly string[]): boolean {
  if (OF_ALL.test(path)) return true;
  return families.some((family) => family === ALL || (TOUCHED[family]?.test(path) ?? true));
}

const pathOf = (query: Query) => (typeof query.queryKey[1] === "string" ? query.queryKey[1] : "");

/** Keeps the open screens up to date. Answers whether the API was heard the last time. */
export function useLive(): { heard: boolean } {
  const queries = useQueryClient();
  const [heard, setHeard] = useState(true);
  useEffect(() => {
    let position: number | undefined;
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    const ask = async () => {
      if (document.visibilityState === "visible") {
        try {
          const { data } = await client.GET("/api/v1/changes", { params: { query: position === undefined ? {} : { after: position } } });
          if (stopped) return;
          if (data && position !== undefined && data.families.length > 0) {
            const predicate = (query: Query) => isTouched(pathOf(query), data.families);
            void queries.invalidateQueries({ predicate });
          }
          position = data?.position ?? position;
          setHeard(true);
          timer = setTimeout(() => void ask(), EVERY_MS);
          return;
        } catch {
          if (stopped) return;
          setHeard(false);
        }
      }
      timer = setTimeout(() => void ask(), document.visibilityState === "visible" ? AFTER_SILENCE_MS : EVERY_MS);
    };
    const seen = () => {
      if (document.visibilityState !== "visible") return;
      clearTimeout(timer);
      void ask();
    };
    void ask();
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", seen);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("online", seen);
    };
  }, [queries]);
  return { heard };
}
