/**
 * One search for all: screens by their name, members by number, name or phone, and whatever
 * has an id, a period's code, a receipt or a number. What is typed goes in the body of a request, never into an address.
 */
import "../more.css";

import { Combobox, Modal, ScrollArea, Text, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { client, type Schemas } from "@shared/api/client";
import { useMay, useSession } from "@shared/api/session";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";

import { isId } from "../parts/about";
import type { Route } from "../routes";
import { useSavedViews } from "./savedViews";
import { useThings, type Hit } from "./things";

const PATIENCE_MS = 120;
const MOST = 8;

type Props = { opened: boolean; close: () => void; routes: readonly Route[] };

export default function Search({ opened, close, routes }: Props) {
  const t = useWords("shell");
  return (
    <Modal.Root opened={opened} onClose={close} size="lg" yOffset="8vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t("search.title")}>
        <Modal.Body p="xs">{opened ? <SearchBody close={close} routes={routes} /> : null}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function SearchBody({ close, routes }: Omit<Props, "opened">) {
  const t = useWords("shell");
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), PATIENCE_MS);
  const members = useMembers(query);
  const combobox = useCombobox({ opened: true });
  const { selectFirstOption } = combobox;
  const screens = useScreens(routes, typed.trim());
  const kept = useKept(typed.trim());
  const found = members.data ?? [];
  const { things: all, asking } = useThings(query);
  // A member who is found by number stands there already.
  const things = all.filter(({ to }) => !found.some((member) => memberHit(member).to === to));
  // Whenever the list is another one, Enter means its first line.
  const shown = [...found.map(memberHit), ...things, ...kept, ...screens].map((hit) => hit.to).join(" ");
  useEffect(() => {
    if (shown) selectFirstOption();
  }, [shown, selectFirstOption]);
  const go = (to: string) => {
    close();
    void navigate(to);
  };
  const none = query !== "" && !members.isFetching && !asking && shown === "";
  return (
    <Combobox store={combobox} onOptionSubmit={go} withinPortal={false}>
      <Combobox.EventsTarget>
        <TextInput data-autofocus size="lg" variant="unstyled" styles={{ input: { textOverflow: "ellipsis" } }} leftSection={<IconSearch aria-hidden />} value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)} placeholder={t("search.placeholder")} aria-label={t("search.title")} />
      </Combobox.EventsTarget>
      <ScrollArea.Autosize mah="60vh" mt="xs">
        <Combobox.Options aria-label={t("search.results")}>
          <Hits name={t("search.members")} hits={found.map(memberHit)} />
          <Hits name={t("search.things")} hits={things} />
          <Hits name={t("search.views")} hits={kept} />
          <Hits name={t("search.screens")} hits={screens} />
        </Combobox.Options>
      </ScrollArea.Autosize>
      <Text role="status" size="sm" c="dimmed" px="sm" py={none ? "sm" : 0}>{none ? t("search.none") : ""}</Text>
    </Combobox>
  );
}

function Hits({ name, hits }: { name: string; hits: readonly Hit[] }) {
  if (hits.length === 0) return null;
  return (
    <Combobox.Group label={name}>
      {hits.map((hit) => (
        <Combobox.Option key={hit.to} value={hit.to} px="sm" py={8}>
          {hit.label} {hit.beside}
        </Combobox.Option>
      ))}
    </Combobox.Group>
  );
}

function memberHit(member: Schemas["MemberAnswer"]): Hit {
  return {
    to: `/members/${member.number}`,
    label: <><strong>{member.number}</strong> {member.name}</>,
    beside: member.suspended ? <State of="suspended" /> : null,
  };
}

function useMembers(query: string) {
  const may = useMay("members.read");
  return useQuery({
    queryKey: ["search", query],
    enabled: may && query !== "" && !isId(query),
    gcTime: 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await client.POST("/api/v1/members/search", { body: { query, limit: MOST }, signal })).data?.items ?? [],
  });
}

function useScreens(routes: readonly Route[], typed: string): Hit[] {
  const t = useWords("shell");
  const beginning = typed.toLowerCase();
  return routes
    .filter((route) => t(route.name).toLowerCase().split(" ").some((word) => word.startsWith(beginning)))
    .map((route) => ({ to: `/${route.path}`, label: t(route.name) }));
}

function useKept(typed: string): Hit[] {
  const { who } = useSession();
  const views = useSavedViews(who.principal);
  return views.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase())).map(({ name, to }) => ({ to, label: name }));
}
