/** Files of payments for a bank, a SACCO or M-Pesa's portal: made by one official, let out by another. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { usePrincipal } from "@office/parts/Principal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { api, client, newKey, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Count, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { useNavigate, useSearchParams } from "react-router";

import { Frame } from "./Frame";
import styles from "./payouts.module.css";

type PayFile = Schemas["PayFile"];

export default function Files() {
  const t = useWords("payouts");
  const name = usePrincipal();
  const [search] = useSearchParams();
  const run = search.get("run");
  const asked = api.useInfiniteQuery("get", "/api/v1/pay-files", { params: { query: { limit: 50, ...(run ? { run } : {}) } } }, PAGES);
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<PayFile>[] = [
    { id: "kind", title: t("file.kind"), cell: (one) => [t(`file.kinds.${one.kind}`), one.bank].filter(Boolean).join(" · ") },
    { id: "state", title: t("state"), cell: (one) => <State of={one.state} at={one.decided_at ?? one.sealed_at ?? one.opened_at} /> },
    { id: "by", title: t("file.madeBy"), minor: true, cell: (one) => name(one.opened_by) },
    { id: "paid", title: t("groups.paid"), figure: true, minor: true, cell: (one) => <Count value={one.paid} /> },
    { id: "count", title: t("count"), figure: true, cell: (one) => <Count value={one.count} /> },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
  ];
  return (
    <Frame title={t("way.files")} actions={<NewFile run={run} />}>
      <Panel flush>
        <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("file.none")} text={t("file.noneText")} /></div> }}>
          {(found) => <DataTable caption={t("way.files")} columns={columns} rows={found} rowKey={(one) => one.id} to={(one) => `/payouts/files/${one.id}`} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
        </Ask>
      </Panel>
    </Frame>
  );
}

function NewFile({ run }: { run: string | null }) {
  const t = useWords("payouts");
  const [id, setId] = useState<string | null>(null);
  if (!useMay("pay_files.make")) return null;
  return (
    <>
      <Button onClick={() => setId(newKey())}>{t("file.open")}</Button>
      <Modal opened={id !== null} onClose={() => setId(null)} title={t("file.open")} closeButtonProps={{ "aria-label": t("close") }}>
        {id ? <Fields id={id} run={run} close={() => setId(null)} /> : null}
      </Modal>
    </>
  );
}

function Fields({ id, run, close }: { id: string; run: string | null; close: () => void }) {
  const t = useWords("payouts");
  const go = useNavigate();
  const formats = api.useQuery("get", "/api/v1/pay-formats");
  const [given, setGiven] = useState({ format: "", bank: "" });
  const make = useMoneyAct((body: Schemas["NewPayFile"], headers) => client.POST("/api/v1/pay-files", { headers, body }), () => void go(`/payouts/files/${id}`));
  const format = given.format || (formats.data?.items[0]?.name ?? "");
  const note = formats.data?.items.find((one) => one.name === format)?.note;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ id, format, ...(run ? { run } : {}), ...(given.bank.trim() ? { bank: given.bank.trim() } : {}) });
  };
  return (
    <form onSubmit={submit}>
      <Ask asked={formats}>
        {(known) => (
          <Stack gap="md">
            <NativeSelect label={t("file.format")} value={format} data={known.items.map((one) => ({ value: one.name, label: `${one.name} (${t(`file.kinds.${one.kind}`)})` }))} onChange={(event) => setGiven({ ...given, format: event.currentTarget.value })} />
            {note ? <Text size="sm" c="dimmed">{note}</Text> : null}
            <TextInput label={t("file.bank")} description={t("file.bankText")} value={given.bank} onChange={(event) => setGiven({ ...given, bank: event.currentTarget.value })} error={make.error?.of("bank")} />
            <Text size="sm">{t("file.follows")}</Text>
            {make.error ? <ProblemNote problem={make.error} /> : null}
            <Group justify="flex-end" gap="sm"><Button variant="default" onClick={close}>{t("notYet")}</Button><Button type="submit" loading={make.isPending}>{t("file.make")}</Button></Group>
          </Stack>
        )}
      </Ask>
    </form>
  );
}
