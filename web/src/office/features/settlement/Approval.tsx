/** Two signatures as two seats. The second sees the sum and the count once more before money moves. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { TwoSeats } from "@office/parts/TwoSeats";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { client } from "@shared/api/client";
import { useSession } from "@shared/api/session";
import { money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { firstSeat, whyNot, type RunStory } from "./run";
import styles from "./settlement.module.css";

export function Approval({ run, paid }: { run: RunStory; paid: string | undefined }) {
  const t = useWords("settlement");
  const name = usePrincipal();
  const { who, may } = useSession();
  const [asking, setAsking] = useState(false);
  const first = firstSeat(run);
  const second = run.approved_by ? { who: name(run.approved_by), at: run.approved_at } : null;
  const why = whyNot(run, who.principal, may("runs.approve"));
  return (
    <Panel title={t("approval.title")}>
      <TwoSeats first={{ who: name(first.who), at: first.at }} second={second}
        action={why === null ? <Button mt="xs" onClick={() => setAsking(true)}>{t("approval.approve")}</Button> : null} />
      {second || why === null ? null : <div className={styles.after}><Note title={t("approval.notYou")}>{t(`approval.${why}`)}</Note></div>}
      {why === null ? <LastLook run={run} paid={paid} opened={asking} close={() => setAsking(false)} /> : null}
    </Panel>
  );
}

/** Stays open until it is answered, also when the run is approved meanwhile: by whom is said, and a second press of the same person is the same act. */
function LastLook({ run, paid, opened, close }: { run: RunStory; paid: string | undefined; opened: boolean; close: () => void }) {
  const t = useWords("settlement");
  const name = usePrincipal();
  const { who } = useSession();
  const done = () => {
    close();
    notifications.show({ color: "green", message: t("approval.done", { sum: money(run.net.amount), period: run.period }) });
  };
  const approve = useMoneyAct((given: { id: string }, headers) =>
    client.POST("/api/v1/settlements/{id}/approval", { params: { path: given }, headers }), done);
  const another = run.approved_by !== null && run.approved_by !== who.principal;
  return (
    <ConfirmMoney opened={opened} onClose={close} onConfirm={() => approve.mutate({ id: run.id })}
      title={t("approval.question", { period: run.period })} verb={t("approval.yes")} sum={run.net}
      count={{ value: Number(paid ?? run.statements), of: paid === undefined ? t("statements") : t("approval.members") }}
      other={{ name: name(firstSeat(run).who), as: t("approval.preparedBy") }} pending={approve.isPending} problem={approve.error ?? undefined} disabled={another}>
      {another ? <Note title={t("approval.meanwhile", { who: name(run.approved_by) })} /> : t("approval.follows")}
    </ConfirmMoney>
  );
}
