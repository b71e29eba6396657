/** Many adjustments under one name, decided together as they were seen: up to 500 at a press. */
import { ActButton, type Said } from "@office/parts/ActButton";
import { Ask } from "@office/parts/Ask";
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { Facts } from "@office/parts/Facts";
import { NeedsRight } from "@office/parts/NeedsRight";
import { Panel } from "@office/parts/Panel";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { BackTo } from "@office/parts/Ways";
import { Button } from "@mantine/core";
import { api, client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Count, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";
import { useParams } from "react-router";

import { AdjustmentList } from "./Adjustments";
import styles from "./charges.module.css";
import { Frame } from "./Frame";

type Batch = Schemas["AdjustmentBatch"];

export function BatchPage() {
  const t = useWords("charges");
  const { batch = "" } = useParams();
  const asked = api.useQuery("get", "/api/v1/adjustments/batches/{batch}", { params: { path: { batch } } });
  return (
    <Frame title={batch} above={<BackTo to="/charges/adjustments">{t("way.adjustments")}</BackTo>}>
      <Ask asked={asked}>{(one) => <Panel title={t("batch.one")}><Sums one={one} />{one.waiting > 0 ? <Decide one={one} /> : null}</Panel>}</Ask>
      <Panel title={t("adjustment.all")} flush><AdjustmentList query={{ batch }} /></Panel>
    </Frame>
  );
}

function Sums({ one }: { one: Batch }) {
  const t = useWords("charges");
  return (
    <Facts wide rows={[
      [t("amount"), <Money key="amount" value={one.amount} strong />], [t("batch.count"), <Count key="count" value={one.adjustments} />], [t("batch.waiting"), <Count key="waiting" value={one.waiting} />],
      [t("batch.approved"), <Count key="approved" value={one.approved} />], [t("batch.refused"), <Count key="refused" value={one.refused} />],
    ]} />
  );
}

function Decide({ one }: { one: Batch }) {
  const t = useWords("charges");
  const [asks, setAsks] = useState(false);
  const params = { path: { batch: one.batch } };
  const approve = useMoneyAct((body: Schemas["SeenBatch"], headers) => client.POST("/api/v1/adjustments/batches/{batch}/approval", { params, headers, body }), () => setAsks(false));
  const refuse = useMoneyAct(({ reason }: Said, headers) => client.POST("/api/v1/adjustments/batches/{batch}/refusal", { params, headers, body: { reason } }));
  if (!useMay("adjustments.approve")) return <NeedsRight permission="adjustments.approve" />;
  return (
    <div className={styles.row}>
      <Button onClick={() => setAsks(true)}>{t("batch.approve")}</Button>
      <ActButton label={t("batch.refuse")} title={t("batch.refuseTitle")} act={refuse} danger reason={{ label: t("why") }} />
      <ConfirmMoney opened={asks} onClose={() => setAsks(false)} onConfirm={() => approve.mutate({ adjustments: one.adjustments, amount: one.amount })} title={t("batch.approveTitle")} verb={t("batch.approve")}
        sum={one.amount} count={{ value: one.adjustments, of: t("batch.count") }} pending={approve.isPending} problem={approve.error}>{t("batch.text")}</ConfirmMoney>
    </div>
  );
}
