/** The officials: what each is, and who waits for a second official. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { phone } from "@office/parts/phone";
import { NativeSelect, Stack } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useMemo } from "react";
import { useSearchParams } from "react-router";

import { Frame } from "../Frame";
import styles from "../settings.module.css";
import { Invite } from "./Invite";
import { LostFactors } from "./LostFactors";

type Official = Schemas["Official"];
const WAITS = ["roles", "factors"] as const;

export default function Staff() {
  const may = useMay("staff.manage");
  const sees = useMay("staff.read");
  return <Frame way="staff" actions={may ? <Invite /> : null}>{sees ? <Chosen /> : null}</Frame>;
}

function Chosen() {
  const t = useWords("settings");
  const seesAccess = useMay("access.read");
  const [search, setSearch] = useSearchParams();
  const waits = WAITS.find((one) => one === search.get("waits")) ?? "all";
  const choices = ["all", ...WAITS].filter((one) => one !== "factors" || seesAccess);
  return (
    <Stack>
      <NativeSelect label={t("waits")} maw={320} value={waits} data={choices.map((value) => ({ value, label: t(`waitsFor.${value}`) }))} onChange={({ currentTarget: { value } }) => setSearch(value === "all" ? {} : { waits: value }, { replace: true })} />
      {waits === "factors" && seesAccess ? <LostFactors /> : <List proposed={waits === "roles"} />}
    </Stack>
  );
}

function List({ proposed }: { proposed: boolean }) {
  const t = useWords("settings");
  const asked = api.useInfiniteQuery("get", "/api/v1/staff", { params: { query: { limit: 100, ...(proposed ? { proposed } : {}) } } }, PAGES);
  const rows = useMemo(() => asked.data?.pages.flatMap((page) => page.items), [asked.data]);
  const columns: Column<Official>[] = [
    { id: "number", title: t("number"), cell: (one) => one.number },
    { id: "name", title: t("name"), gives: true, cell: (one) => one.name ?? "–" },
    { id: "roles", title: t("roles"), cell: (one) => one.roles.map((role) => t(`roleNames.${role}`)).join(", ") || "–" },
    { id: "centres", title: t("atCentres"), minor: true, cell: (one) => one.centres.join(", ") || t("everyCentre") },
    { id: "phone", title: t("phone"), minor: true, cell: (one) => (one.phone ? phone(one.phone) : "–") },
    { id: "state", title: t("state"), cell: (one) => <Stack gap={0}><State of={one.active ? "active" : "left"} />{one.proposed_roles.length > 0 ? <State of="proposed" /> : null}</Stack> },
  ];
  return (
    <Panel flush>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("noneWait")} text={t("noneWaitText")} /></div> }}>
        {(found) => <DataTable caption={t("ways.staff")} columns={columns} rows={found} rowKey={(one) => one.number} to={(one) => `/settings/staff/${encodeURIComponent(one.number)}`} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Panel>
  );
}
