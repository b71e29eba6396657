/** Differences that somebody must explain: whoever measured there may not. */
import { ActButton, type Said } from "@office/parts/ActButton";
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { DayCell } from "@office/parts/DayCell";
import { Empty } from "@office/parts/Empty";
import { useCentres } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { Principal } from "@office/parts/Principal";
import { Waiting } from "@office/parts/Waiting";
import { useAct } from "@shared/api/act";
import { api, client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Litres } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";

import styles from "./insights.module.css";
import { query, type Span } from "./span";

type Alarm = Schemas["Alarm"];

export function Alarms({ span }: { span: Span }) {
  const t = useWords("insights");
  const centres = useCentres();
  const asked = api.useQuery("get", "/api/v1/variance/alarms", { params: { query: query(span) } });
  const columns: Column<Alarm>[] = [
    { id: "day", title: t("by.day"), cell: (alarm) => <DayCell date={alarm.day} /> },
    { id: "place", title: t("alarm.place"), gives: true, cell: (alarm) => <>{alarm.route ? `${t("route")} ${alarm.route}` : centres.name(alarm.centre)}{alarm.shift ? `, ${t(`alarm.shift.${alarm.shift}`)}` : ""}<div className={styles.onPhone}>{t(`alarm.kinds.${alarm.kind}`)}: <Missing alarm={alarm} /></div></> },
    { id: "kind", title: t("alarm.kind"), minor: true, cell: (alarm) => t(`alarm.kinds.${alarm.kind}`) },
    { id: "litres", title: t("litres"), figure: true, minor: true, cell: (alarm) => <Missing alarm={alarm} /> },
    { id: "state", title: t("alarm.state"), minor: true, cell: (alarm) => <StateOf alarm={alarm} /> },
    { id: "why", title: t("alarm.why"), gives: true, cell: (alarm) => <><div className={styles.onPhone}><StateOf alarm={alarm} /></div><Why alarm={alarm} /></> },
  ];
  return (
    <Panel title={t("alarm.title")} flush>
      <Ask asked={asked} waiting={<Waiting rows={3} height={40} />} empty={{ when: ({ items }) => items.length === 0, show: <div className={styles.inset}><Empty title={t("alarm.none")} /></div> }}>
        {({ items }) => <DataTable caption={t("alarm.title")} columns={columns} rows={items} rowKey={(alarm) => `${alarm.day} ${alarm.centre} ${alarm.route} ${alarm.code}`} />}
      </Ask>
    </Panel>
  );
}

function Missing({ alarm }: { alarm: Alarm }) {
  return <span className={styles.line}><Litres value={alarm.litres} />{alarm.percent ? ` (${alarm.percent.replace("-", "−")} %)` : ""}</span>;
}

function StateOf({ alarm }: { alarm: Alarm }) {
  return <State of={alarm.state} tone={alarm.state === "open" ? "warm" : "good"} at={alarm.explained_at} />;
}

function Why({ alarm }: { alarm: Alarm }) {
  const t = useWords("insights");
  const may = useMay("variance.explain");
  const explain = useAct(({ reason }: Said, headers) => client.POST("/api/v1/variance/explanations", {
    headers, body: { day: alarm.day, centre: alarm.centre, route: alarm.route, alarms: [alarm.code], reason },
  }));
  if (alarm.state === "explained") return <>{alarm.reason} (<Principal of={alarm.who} />)</>;
  if (!may) return <>{t("alarm.open")}</>;
  return <ActButton label={t("alarm.explain")} title={t("alarm.question")} act={explain} size="xs" reason={{ label: t("alarm.why"), description: t("alarm.whyText") }} />;
}
