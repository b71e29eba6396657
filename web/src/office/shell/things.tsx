/** What has an id, a number, a period or a receipt: the API says what it is, and here stands where its page is. */
import { client, type Schemas } from "@shared/api/client";
import { day } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

type Thing = Schemas["Hit"];
export type Hit = { to: string; label: ReactNode; beside?: ReactNode };

const WORD = /^(?=.*\d)[a-z0-9._/-]{2,60}$/i;
/** By which a payment is known to a bank: capitals, and mostly digits among them. */
const REFERENCE = /^[2-9A-HJ-NP-Z]{10}$/;
const PAGES: Record<Thing["kind"], (thing: Thing) => string> = {
  delivery: ({ id }) => `/deliveries/${id}`,
  settlement: ({ id }) => `/settlements/${id}`,
  statement: ({ run, member }) => `/settlements/${run}/statements/${encodeURIComponent(member ?? "")}`,
  payout: ({ id }) => `/payouts/${id}`,
  charge: ({ id }) => `/charges/${id}`,
  pay_file: ({ id }) => `/payouts/files/${id}`,
  voucher: ({ id }) => `/charges/vouchers/${id}`,
  price: ({ id }) => `/prices/${id}`,
  price_difference: ({ id }) => `/prices/differences/${id}`,
  story: ({ id, of }) => `/audit/stories/${of}/${id}`,
  member: ({ id }) => `/members/${id}`,
  staff: ({ id }) => `/settings/staff/${id}`,
};

export const pageOf = (thing: Thing) => PAGES[thing.kind](thing);
/** Names are looked for among the members alone. */
export const isThing = (typed: string) => WORD.test(typed) || REFERENCE.test(typed);

export function useThings(typed: string): { things: Hit[]; asking: boolean } {
  const t = useWords("shell");
  const asked = useQuery({
    queryKey: ["things", typed],
    enabled: isThing(typed),
    gcTime: 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await client.POST("/api/v1/search", { body: { query: typed }, signal })).data?.items ?? [],
  });
  const found = isThing(typed) ? (asked.data ?? []) : [];
  const label = ({ kind, id, member, date, period }: Thing) => {
    const told = [member ?? (kind === "staff" ? id : null), date ? day(date) : null, period].filter(Boolean);
    return <><strong>{t(`search.kinds.${kind}`)}</strong> {told.join(" · ")}</>;
  };
  return {
    things: found.map((thing) => ({ to: pageOf(thing), label: label(thing), beside: thing.state ? <State of={thing.state} /> : null })),
    asking: asked.isFetching,
  };
}
