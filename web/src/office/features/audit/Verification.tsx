/** Whether the ledger is whole, and how anybody checks that without us. */
import { Button } from "@mantine/core";
import { Ask } from "@office/parts/Ask";
import { Command } from "@office/parts/Command";
import { DataTable } from "@office/parts/DataTable";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { api, type Schemas } from "@shared/api/client";
import { Clock, Count } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { Frame } from "./Frame";
import styles from "./audit.module.css";
import { isWhole, stepsOf } from "./whole";

type Found = Schemas["Verification"];

export function Verification() {
  const t = useWords("audit");
  const asked = api.useQuery("get", "/api/v1/verification");
  return (
    <Frame title={t("way.verification")} actions={<Button variant="default" loading={asked.isFetching} onClick={() => void asked.refetch()}>{t("whole.again")}</Button>}>
      <Ask asked={asked}>
        {(found) => (
          <>
            <Note tone={isWhole(found) ? "good" : "bad"} title={t(isWhole(found) ? "whole.yes" : "whole.no")}>{t("whole.checked")} <Clock at={found.checked_at} /></Note>
            <Checks found={found} />
            <How how={found.how} />
            <Views views={found.views} />
          </>
        )}
      </Ask>
    </Frame>
  );
}

function Checks({ found }: { found: Found }) {
  const t = useWords("audit");
  const behind = found.views.filter((view) => view.lag > 0 || view.state !== "live").length;
  return (
    <ul className={styles.checks}>
      <Check good title={t("whole.facts")} text={<><Count value={found.facts} />, {t("whole.last")} <Count value={found.last_position} /></>} />
      <Check good={found.gaps.length === 0} title={t("whole.gaps")} text={found.gaps.length === 0 ? t("whole.noGaps") : found.gaps.map((gap) => `${gap.from}–${gap.to}`).join(", ")} />
      <Check good={found.triggers} title={t("whole.triggers")} text={t(found.triggers ? "whole.triggersStand" : "whole.triggersFell")} />
      <Check good={found.trial_balance_zero} title={t("whole.books")} text={t(found.trial_balance_zero ? "whole.booksZero" : "whole.booksOff")} />
      <Check good={behind === 0} title={t("whole.views")} text={behind === 0 ? t("whole.viewsLive") : t("whole.viewsBehind", { count: behind })} />
    </ul>
  );
}

function Check({ good, title, text }: { good: boolean; title: string; text: ReactNode }) {
  const Icon = good ? IconCircleCheck : IconAlertTriangle;
  return (
    <li className={good ? styles.good : styles.bad}>
      <Icon aria-hidden size={28} stroke={1.6} />
      <div><strong>{title}</strong><div>{text}</div></div>
    </li>
  );
}

function How({ how }: { how: readonly string[] }) {
  const t = useWords("audit");
  return (
    <Panel title={t("whole.how")}>
      <p className={styles.soft}>{t("whole.howText")}</p>
      <ol className={styles.how}>
        {stepsOf(how).map(({ text, command }) => <li key={text}><p>{text}</p>{command ? <Command text={command} /> : null}</li>)}
      </ol>
    </Panel>
  );
}

function Views({ views }: { views: Found["views"] }) {
  const [t, v] = [useWords("audit"), useWords("views")];
  return (
    <Panel title={t("whole.viewsTitle")} flush>
      <DataTable caption={t("whole.viewsTitle")} rows={views} rowKey={(view) => view.name} columns={[
        { id: "name", title: t("whole.view"), cell: (view) => v(view.name, { defaultValue: view.name }) },
        { id: "state", title: t("whole.state"), cell: (view) => <State of={view.state} tone={view.state === "live" ? "good" : "warm"} /> },
        { id: "position", title: t("whole.position"), figure: true, minor: true, cell: (view) => <Count value={view.position} /> },
        { id: "lag", title: t("whole.lag"), figure: true, cell: (view) => <Count value={view.lag} /> },
        { id: "version", title: t("whole.version"), figure: true, minor: true, cell: (view) => view.version },
      ]} />
    </Panel>
  );
}
