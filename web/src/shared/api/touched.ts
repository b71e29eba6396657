/** Which answers a change in the ledger may touch. */
import type { Query } from "@tanstack/react-query";

const ALL = "all";

/** Which answers a change of each family may touch, by a part of their path. What is not listed touches all. */
const TOUCHED: Record<string, RegExp> = {
  delivery: /deliver|milk|dashboard|insights|recording|balance|account|disputes|variance|cans|ledger/,
  dispute: /deliver|dashboard|disputes|balance|account/,
  sample: /samples|deliver|insights|quality/,
  bulk: /bulk|variance|cans/,
  member: /members|roster|dashboard|payee/,
  message: /messages|dashboard|ledger/,
  price: /prices|dashboard|deliver/,
  limits: /limits|dashboard/,
  charge: /charge|deduction|creditor|statutory|balance|dashboard|ledger/,
  creditor: /creditor|charge/,
  adjustment: /adjustment|balance|account|dashboard|ledger/,
  price_difference: /price-differences|dashboard|balance/,
  settlement: /settlement|statement|charge|dashboard|balance|insights|ledger/,
  statement: /settlement|statement|charge|creditor|remittance|balance|ledger/,
  payout: /payout|payment|settlement|dashboard|balance|insights|ledger/,
  till: /payment|payout|dashboard|top-ups/,
  payment_rules: /payment-rules|dashboard/,
  top_up: /top-ups|payments|ledger/,
  pay_file: /pay-files|pay-formats|payout|dashboard/,
  reconciliation: /reconciliation|portal-statements/,
  remittance: /remittance|creditor|ledger/,
  voucher: /voucher|journal|ledger|dashboard/,
  staff: /staff|sessions|dashboard/,
  access: /access|sessions|looks|second-factor|dashboard/,
  centre: /centres|routes|dashboard|roster/,
  cooperative: /cooperative|dashboard/,
};
/** What tells of every fact there is. */
const OF_ALL = /\/(facts|stories|verification|projections|journal)/;

export function isTouched(path: string, families: readonly string[]): boolean {
  if (OF_ALL.test(path)) return true;
  return families.some((family) => family === ALL || (TOUCHED[family]?.test(path) ?? true));
}

export const pathOf = (query: Query) => (typeof query.queryKey[1] === "string" ? query.queryKey[1] : "");
