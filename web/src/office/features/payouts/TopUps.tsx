/** Top-ups of the float: proposed by one official, let go by another, sent to M-Pesa once; what is not known is decided on evidence. */
import { Ask } from "@office/parts/Ask";
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { api, client, newKey, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import styles from "./payouts.module.css";
import { TopUpActs } from "./TopUpActs";

type TopUp = Schemas["TopUp"];

export function TopUps() {
  const t = useWords("payouts");
  const name = usePrincipal();
  const asked = api.useInfiniteQuery("get", "/api/v1/top-ups", { params: { query: { limit: 20 } } }, PAGES);
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<TopUp>[] = [
    { id: "reference", title: t("topUp.reference"), cell: (one) => one.reference },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
    { id: "state", title: t("state"), cell: (one) => <State of={one.state} at={one.submitted_at ?? one.proposed_at} /> },
    { id: "by", title: t("seats.proposed"), minor: true, cell: (one) => name(one.proposed_by) },
    { id: "receipt", title: t("receipt"), minor: true, cell: (one) => one.receipt ?? ([one.code, one.reason].filter(Boolean).join(" ") || "–") },
    { id: "acts", title: <span className="only-read">{t("acts.title")}</span>, cell: (one) => <TopUpActs topUp={one} /> },
  ];
  return (
    <Panel title={t("topUp.title")} beside={<NewTopUp />} flush>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("topUp.none")} text={t("topUp.noneText")} /></div> }}>
        {(found) => <DataTable caption={t("topUp.title")} columns={columns} rows={found} rowKey={(one) => one.id} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Panel>
  );
}

function NewTopUp() {
  const t = useWords("payouts");
  const [id, setId] = useState<string | null>(null);
  const [given, setGiven] = useState<{ shillings: number | ""; reference: string }>({ shillings: "", reference: "" });
  const propose = useMoneyAct((body: Schemas["TopUpIn"], headers) => client.POST("/api/v1/top-ups", { headers, body }), () => setId(null));
  if (!useMay("top_ups.propose")) return null;
  const amount = { amount: `${given.shillings || 0}.00`, currency: "KES" as const };
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setId(newKey())}>{t("topUp.open")}</Button>
      <ConfirmMoney opened={id !== null} onClose={() => setId(null)} title={t("topUp.question")} verb={t("topUp.go")} sum={amount}
        onConfirm={() => propose.mutate({ id: id ?? newKey(), amount, reference: given.reference.trim() })} pending={propose.isPending} problem={propose.error ?? undefined}
        disabled={!given.shillings || !given.reference.trim()}>
        <Stack gap="sm">
          <Text size="sm">{t("topUp.follows")}</Text>
          <Group grow align="start">
            <NumberInput label={t("topUp.amount")} required min={1} allowDecimal={false} allowNegative={false} thousandSeparator="," hideControls value={given.shillings}
              onChange={(value) => setGiven({ ...given, shillings: typeof value === "number" ? value : "" })} error={propose.error?.of("amount")} />
            <TextInput label={t("topUp.reference")} required placeholder="TOP-2026-11" value={given.reference} onChange={(event) => setGiven({ ...given, reference: event.currentTarget.value })} error={propose.error?.of("reference")} />
          </Group>
        </Stack>
      </ConfirmMoney>
    </>
  );
}
