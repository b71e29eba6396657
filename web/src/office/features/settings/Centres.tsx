/** Where milk is taken in, and the collectors' rounds. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { NeedsRight } from "@office/parts/NeedsRight";
import { Panel } from "@office/parts/Panel";
import { useAct } from "@shared/api/act";
import { api, client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import { Frame } from "./Frame";
import { OpenOne } from "./OpenOne";
import { Readings } from "./Readings";
import styles from "./settings.module.css";

export function Centres() {
  return <Frame way="centres"><div className={styles.two}><CentreList /><RouteList /></div></Frame>;
}

function CentreList() {
  const t = useWords("settings");
  const may = useMay("centres.manage");
  const asked = api.useQuery("get", "/api/v1/centres");
  const open = useAct(({ code, name }: Schemas["NewRoute"], headers) => client.POST("/api/v1/centres", { headers, body: { code, name } }));
  const columns: Column<Schemas["Centre"]>[] = [
    { id: "code", title: t("code"), cell: (one) => one.code },
    { id: "name", title: t("name"), gives: true, cell: (one) => one.name },
    { id: "readings", title: t("readings.label"), cell: (one) => <Readings centre={one} may={may} /> },
  ];
  return (
    <Panel title={t("centres")} flush beside={may ? <OpenOne label={t("openCentre")} act={open} example="KIM" /> : null}>
      <Ask asked={asked} empty={{ when: (found) => found.items.length === 0, show: <div className={styles.inset}><Empty title={t("noCentres")} text={t("noCentresText")} /></div> }}>
        {(found) => <DataTable caption={t("centres")} columns={columns} rows={found.items} rowKey={(one) => one.code} to={(one) => `/members?centre=${encodeURIComponent(one.code)}`} />}
      </Ask>
      {may ? null : <div className={styles.inset}><NeedsRight permission="centres.manage" /></div>}
    </Panel>
  );
}

function RouteList() {
  const t = useWords("settings");
  const may = useMay("routes.manage");
  const asked = api.useQuery("get", "/api/v1/routes");
  const centres = api.useQuery("get", "/api/v1/centres");
  const open = useAct((body: Schemas["NewRoute"], headers) => client.POST("/api/v1/routes", { headers, body }));
  const columns: Column<Schemas["Route"]>[] = [
    { id: "code", title: t("code"), cell: (one) => one.code },
    { id: "name", title: t("name"), cell: (one) => one.name },
    { id: "centre", title: t("toCentre"), cell: (one) => centres.data?.items.find(({ code }) => code === one.centre)?.name ?? one.centre ?? "–" },
  ];
  return (
    <Panel title={t("routes")} flush beside={may ? <OpenOne label={t("openRoute")} act={open} example="R1" {...(centres.data ? { centres: centres.data.items } : {})} /> : null}>
      <Ask asked={asked} empty={{ when: (found) => found.items.length === 0, show: <div className={styles.inset}><Empty title={t("noRoutes")} text={t("noRoutesText")} /></div> }}>
        {(found) => <DataTable caption={t("routes")} columns={columns} rows={found.items} rowKey={(one) => one.code} />}
      </Ask>
      {may ? null : <div className={styles.inset}><NeedsRight permission="routes.manage" /></div>}
    </Panel>
  );
}
