/** The views and how far each has followed the facts. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { State } from "@shared/look/State";
import { Stack, Text } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { Count } from "@shared/figures/Figures";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import { Frame } from "./Frame";

type View = Schemas["Projection"];

export default function Views() {
  return <Frame way="views">{useMay("projections.read") ? <List /> : null}</Frame>;
}

function List() {
  const t = useWords("settings");
  const v = useWords("views");
  const asked = api.useQuery("get", "/api/v1/projections");
  const columns: Column<View>[] = [
    { id: "name", title: t("view"), cell: (one) => v(one.name, { defaultValue: one.name }) },
    { id: "state", title: t("state"), cell: (one) => <><State of={one.state} tone={one.state === "live" ? "good" : "warm"} />{one.reason ? <Text size="sm">{one.reason}</Text> : null}</> },
    { id: "version", title: t("version"), figure: true, minor: true, cell: (one) => one.version },
    { id: "position", title: t("position"), figure: true, minor: true, cell: (one) => <Count value={one.position} /> },
    { id: "lag", title: t("lag"), figure: true, cell: (one) => <Count value={one.lag} /> },
  ];
  return (
    <Ask asked={asked}>
      {(found) => (
        <Stack>
          {found.items.every(({ lag, state }) => lag === 0 && state === "live") ? <Note tone="good" title={t("allLive")}>{t("upTo", { position: found.position.toLocaleString("en-KE") })}</Note> : <Note title={t("behind")}>{t("behindText")}</Note>}
          <Panel title={t("ways.views")} flush><DataTable caption={t("ways.views")} columns={columns} rows={found.items} rowKey={(one) => one.name} /></Panel>
        </Stack>
      )}
    </Ask>
  );
}
