/** To whom members owe: what was collected for each, handed over, and is still to be handed over. */
import { Ask } from "@office/parts/Ask";
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Waiting } from "@office/parts/Waiting";
import { Button, Select, Stack, TextInput } from "@mantine/core";
import { api, client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { Frame } from "./Frame";

type Creditor = Schemas["Creditor"];
type Kind = Schemas["CreditorIn"]["kind"];
const KINDS: readonly Kind[] = ["loan", "agrovet", "feed", "ai", "vet", "sacco", "bank", "transport", "levy", "insurance", "other"];

export function Creditors() {
  const t = useWords("charges");
  const manages = useMay("creditors.manage");
  const asked = api.useQuery("get", "/api/v1/creditors");
  const columns: Column<Creditor>[] = [
    { id: "name", title: t("creditor"), gives: true, cell: (one) => `${one.code}, ${one.name}` },
    { id: "kind", title: t("kind"), minor: true, cell: (one) => t(`kinds.${one.kind}`) },
    { id: "collected", title: t("creditors.collected"), figure: true, cell: (one) => <Money value={one.collected} /> },
    { id: "vouchers", title: t("creditors.vouchers"), figure: true, minor: true, cell: (one) => <Money value={one.vouchers} /> },
    { id: "remitted", title: t("creditors.remitted"), figure: true, minor: true, cell: (one) => <Money value={one.remitted} /> },
    { id: "owed", title: t("creditors.owed"), figure: true, cell: (one) => <Money value={one.owed} strong /> },
  ];
  return (
    <Frame title={t("way.creditors")} actions={manages ? <NewCreditor /> : null}>
      <Panel flush>
        <Ask asked={asked} waiting={<Waiting rows={5} height={40} />} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t("creditors.none")} text={t("creditors.noneText")} /> }}>
          {({ items }) => <DataTable caption={t("way.creditors")} columns={columns} rows={items} rowKey={(one) => one.code} to={(one) => `/charges/creditors/${one.code}`} />}
        </Ask>
      </Panel>
    </Frame>
  );
}

function NewCreditor() {
  const t = useWords("charges");
  const [opened, setOpened] = useState(false);
  const [given, setGiven] = useState({ code: "", name: "", kind: "sacco" as Kind });
  const enter = useMoneyAct((body: Schemas["CreditorIn"], headers) => client.POST("/api/v1/creditors", { headers, body }), () => setOpened(false));
  return (
    <>
      <Button onClick={() => setOpened(true)}>{t("creditors.new")}</Button>
      <ConfirmMoney opened={opened} onClose={() => setOpened(false)} onConfirm={() => enter.mutate({ ...given, code: given.code.trim().toUpperCase(), name: given.name.trim() })} title={t("creditors.new")} verb={t("creditors.enter")}
        pending={enter.isPending} problem={enter.error} disabled={!given.code.trim() || !given.name.trim()}>
        <Stack gap="xs">
          <TextInput label={t("creditors.code")} description={t("creditors.codeText")} value={given.code} maxLength={10} autoComplete="off" onChange={(event) => setGiven({ ...given, code: event.currentTarget.value })} />
          <TextInput label={t("creditors.name")} value={given.name} maxLength={80} autoComplete="off" onChange={(event) => setGiven({ ...given, name: event.currentTarget.value })} />
          <Select label={t("kind")} data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))} value={given.kind} allowDeselect={false} onChange={(value) => setGiven({ ...given, kind: KINDS.find((one) => one === value) ?? "other" })} />
        </Stack>
      </ConfirmMoney>
    </>
  );
}
