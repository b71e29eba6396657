/** The officials: what each is, and who waits for a second official. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Panel } from "@office/parts/Panel";
import { phone } from "@office/parts/phone";
import { Stack } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useMemo } from "react";

import { Frame } from "../Frame";
import { Invite } from "./Invite";

type Official = Schemas["Official"];

export default function Staff() {
  const may = useMay("staff.manage");
  const sees = useMay("staff.read");
  return <Frame way="staff" actions={may ? <Invite /> : null}>{sees ? <List /> : null}</Frame>;
}

function List() {
  const t = useWords("settings");
  const asked = api.useInfiniteQuery("get", "/api/v1/staff", { params: { query: { limit: 100 } } }, PAGES);
  const rows = useMemo(() => asked.data?.pages.flatMap((page) => page.items), [asked.data]);
  const columns: Column<Official>[] = [
    { id: "number", title: t("number"), cell: (one) => one.number },
    { id: "name", title: t("name"), cell: (one) => one.name ?? "–" },
    { id: "roles", title: t("roles"), cell: (one) => one.roles.map((role) => t(`roleNames.${role}`)).join(", ") || "–" },
    { id: "centres", title: t("atCentres"), minor: true, cell: (one) => one.centres.join(", ") || t("everyCentre") },
    { id: "phone", title: t("phone"), minor: true, cell: (one) => (one.phone ? phone(one.phone) : "–") },
    { id: "state", title: t("state"), cell: (one) => <Stack gap={0}><State of={one.active ? "active" : "left"} />{one.proposed_roles.length > 0 ? <State of="proposed" /> : null}</Stack> },
  ];
  return (
    <Panel flush>
      <Ask asked={{ ...asked, data: rows }}>
        {(found) => <DataTable caption={t("ways.staff")} columns={columns} rows={found} rowKey={(one) => one.number} to={(one) => `/settings/staff/${encodeURIComponent(one.number)}`} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Panel>
  );
}
