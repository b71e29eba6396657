/** The chart of accounts by code; vouchers move no control account, and say on some of which creditor. */
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";

const HOUR = 3_600_000;

export function useAccounts() {
  const { data } = api.useQuery("get", "/api/v1/journal/accounts", undefined, { staleTime: HOUR, enabled: useMay("journal.read") });
  const names = new Map(data?.items.map((account) => [account.code, account.name]));
  const ofCreditors = new Set(data?.items.filter((account) => account.by === "creditor").map(({ code }) => code));
  return {
    isOfCreditor: (code: string) => ofCreditors.has(code),
    name: (code: string) => (names.has(code) ? `${code} ${names.get(code)}` : code),
    open: data?.items.filter((account) => !account.is_control).map(({ code, name }) => ({ value: code, label: `${code} ${name}` })) ?? [],
  };
}
