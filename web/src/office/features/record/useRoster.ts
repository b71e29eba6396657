/** The roster in React: what is kept at once, what is fresh when it comes; and members of other centres by asking. */
import { client, type Schemas } from "@shared/api/client";
import { useOnline } from "@shared/offline/useOnline";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { exactly, find, freshRoster, keptRoster, rosterOf, type Entry, type Roster } from "./roster";

const TEN_MINUTES_MS = 600_000;
const TYPED_MS = 250;
const SHORTEST = 3;

export function useRoster(centre: string): { roster: Roster; asked: ReturnType<typeof useQuery<Entry[]>> } {
  const before = useQuery({ queryKey: ["roster-kept", centre], queryFn: () => keptRoster(centre).catch(() => []), enabled: centre !== "", staleTime: Infinity });
  const asked = useQuery({
    queryKey: ["get", "/api/v1/centres/{code}/roster", centre],
    queryFn: () => freshRoster(centre),
    enabled: centre !== "",
    staleTime: TEN_MINUTES_MS,
    refetchInterval: TEN_MINUTES_MS,
  });
  const entries = asked.data ?? before.data;
  const roster = useMemo(() => rosterOf(entries ?? []), [entries]);
  return { roster, asked };
}

/** Who may be meant: from the device's own list first; where it knows nobody, from the register. */
export function useFound(roster: Roster, text: string): { found: Entry[]; searching: boolean } {
  const online = useOnline();
  const here = useMemo(() => find(roster, text), [roster, text]);
  const [settled] = useDebouncedValue(text.trim(), TYPED_MS);
  const wanted = online && here.length === 0 && !exactly(roster, text) && settled.length >= SHORTEST && settled === text.trim();
  const asked = useQuery({
    queryKey: ["members-found", settled],
    enabled: wanted,
    queryFn: async () => (await client.POST("/api/v1/members/search", { body: { query: settled, limit: 6 } })).data?.items ?? [],
    retry: false,
  });
  const found = wanted && asked.data ? asked.data.map(ofMember) : here;
  return { found, searching: wanted && asked.isFetching };
}

function ofMember(member: Schemas["MemberAnswer"]): Entry {
  const { number, name, centre, phone, left_on, suspended } = member;
  const state = left_on ? "left" : suspended ? "suspended" : "active";
  return { number, name, centre, phone, state, usual: { AM: null, MID: null, PM: null }, last_day: null };
}
