/**
 * What a price would make of milk that was brought already: nothing is recorded. It is asked for by a press, for
 * hundreds of thousands of deliveries take some seconds; a price changed since is said to be another one.
 */
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Waiting } from "@office/parts/Waiting";
import { Button, Group, Select } from "@mantine/core";
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import type { Body } from "./draft";
import styles from "./prices.module.css";
import { WhatIfAnswer } from "./WhatIfAnswer";

const MINUTES = 5 * 60_000;
const LAST = "";

/** `body` is null while the price cannot be read yet. */
export function WhatIf({ body }: { body: Body | null }) {
  const t = useWords("prices");
  const [period, setPeriod] = useState(LAST);
  const [asks, setAsks] = useState<(Body & { period?: string }) | null>(null);
  const wanted = body && { ...body, ...(period ? { period } : {}) };
  const asked = api.useQuery("post", "/api/v1/prices/what-if", { body: asks ?? NOTHING }, { enabled: asks !== null, staleTime: MINUTES, retry: false });
  const isOther = asks !== null && JSON.stringify(asks) !== JSON.stringify(wanted);
  const waits = asks !== null && asked.isFetching;
  return (
    <Panel title={t("whatIf.title")}>
      <Group align="flex-end" gap="sm" mb="md">
        <Period value={period} onChange={setPeriod} />
        <Button variant="default" disabled={!wanted} loading={waits} onClick={() => (isOther || asks === null ? setAsks(wanted) : void asked.refetch())}>{t("whatIf.ask")}</Button>
      </Group>
      <div aria-live="polite">
        {waits ? <><p className={styles.soft}>{t("whatIf.waits")}</p><Waiting rows={3} height={44} /></> : null}
        {asked.error && !waits ? <ProblemNote problem={asked.error} again={() => void asked.refetch()} /> : null}
        {asked.data && !waits ? (
          <>
            {isOther ? <Note title={t("whatIf.other")}>{t("whatIf.otherText")}</Note> : null}
            <div className={isOther ? styles.stale : undefined}><WhatIfAnswer answer={asked.data} /></div>
          </>
        ) : null}
        {asks === null ? <p className={styles.soft}>{t("whatIf.text")}</p> : null}
      </div>
    </Panel>
  );
}

const NOTHING: Body = { price_per_litre: { amount: "0.00", currency: "KES" }, effective_from: "2000-01-01" };

/** The periods of the runs there were, for who may see runs; else the last one that ended. */
function Period({ value, onChange }: { value: string; onChange: (period: string) => void }) {
  const t = useWords("prices");
  const runs = api.useQuery("get", "/api/v1/settlements", { params: { query: { limit: 24 } } }, { enabled: useMay("runs.read") });
  const known = [...new Set(runs.data?.items.map((run) => run.period))];
  const data = [{ value: LAST, label: t("whatIf.last") }, ...known.map((period) => ({ value: period, label: period }))];
  return <Select label={t("whatIf.period")} data={data} value={value} allowDeselect={false} onChange={(chosen) => onChange(chosen ?? LAST)} />;
}
