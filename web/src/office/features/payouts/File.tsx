/** One file of payments: what is in it, its digest, two seats, taking it to the bank and reading the bank's answer. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { Button, Group, Text } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Count, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useParams } from "react-router";

import { FileSeats } from "./FileSeats";
import { Frame } from "./Frame";
import styles from "./payouts.module.css";
import { Results } from "./Results";
import { Story } from "./Story";

const SOON_MS = 2_000;
type Told = Schemas["PayFileWithStory"];

export default function File() {
  const t = useWords("payouts");
  const { id = "" } = useParams();
  const asked = api.useQuery("get", "/api/v1/pay-files/{id}", { params: { path: { id } } }, { refetchInterval: ({ state }) => (state.data?.state === "opened" ? SOON_MS : false) });
  return (
    <Frame title={t("file.title")} beside={asked.data ? <State of={asked.data.state} /> : null}>
      <Ask asked={asked} waiting={<Waiting rows={8} height={40} />}>{(file) => <Content file={file} />}</Ask>
    </Frame>
  );
}

function Content({ file }: { file: Told }) {
  const t = useWords("payouts");
  const fixed = file.columns.filter((column) => column.field === "fixed");
  return (
    <div className={styles.beside}>
      <div className={styles.main}>
        <FileSeats file={file} fixed={fixed.map((column) => column.fixed)} />
        <Take file={file} />
        {file.state === "approved" || file.state === "closed" ? <Results file={file} /> : null}
        <Lines file={file} />
        <Panel title={t("one.story")}><Story chapters={file.story} /></Panel>
      </div>
      <aside className={styles.aside} aria-label={t("one.facts")}>
        <dl className={styles.facts}>
          <div className={styles.big}><dt>{t("amount")}</dt><dd><Money value={file.amount} /></dd></div>
          <div><dt>{t("count")}</dt><dd><Count value={file.count} /></dd></div>
          <div><dt>{t("file.format")}</dt><dd>{file.format}</dd></div>
          <div><dt>{t("groups.paid")}</dt><dd><Count value={file.paid} /> · <Money value={file.paid_amount} /></dd></div>
          <div><dt>{t("groups.failed")}</dt><dd><Count value={file.failed} /> · <Money value={file.failed_amount} /></dd></div>
          <div><dt>{t("file.left")}</dt><dd><Count value={file.left} /></dd></div>
          <div><dt>{t("file.downloads")}</dt><dd><Count value={file.downloads} /></dd></div>
          {file.digest ? <div className={styles.long}><dt>{t("file.digest")}</dt><dd className={styles.code}>{file.digest}</dd></div> : null}
          {fixed.length > 0 ? <div className={styles.long}><dt>{t("file.fixed")}</dt><dd>{fixed.map((column) => `${column.heading}: ${column.fixed}`).join("; ")}</dd></div> : null}
        </dl>
      </aside>
    </div>
  );
}

/** Taken as often as it is needed; each time it is written down who took it. */
function Take({ file }: { file: Told }) {
  const t = useWords("payouts");
  const makes = useMay("pay_files.make");
  const base = `/api/v1/pay-files/${file.id}`;
  if (file.state !== "approved" && file.state !== "closed") return null;
  return (
    <Panel title={t("file.take")}>
      <Text size="sm" mb="sm">{t("file.takeText")}</Text>
      <Group gap="sm">
        {makes ? <Button component="a" href={`${base}/file?form=csv`} download>{t("file.csv")}</Button> : null}
        {makes ? <Button component="a" href={`${base}/file?form=xlsx`} download variant="default">{t("file.xlsx")}</Button> : null}
        <Button component="a" href={`${base}/letter.pdf`} target="_blank" rel="noreferrer" variant="default">{t("file.letter")}</Button>
      </Group>
    </Panel>
  );
}

function Lines({ file }: { file: Told }) {
  const t = useWords("payouts");
  const asked = api.useInfiniteQuery("get", "/api/v1/pay-files/{id}/payouts", { params: { path: { id: file.id }, query: { limit: 100 } } }, PAGES);
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<Schemas["PayFileLine"]>[] = [
    { id: "member", title: t("member"), cell: (one) => one.member },
    { id: "reference", title: t("one.reference"), minor: true, cell: (one) => <span className={styles.code}>{one.reference}</span> },
    { id: "state", title: t("state"), cell: (one) => <State of={one.state === "in_file" ? "handed_over" : one.state === "not_paid" ? "failed" : "paid"} /> },
    { id: "receipt", title: t("receipt"), minor: true, cell: (one) => one.receipt ?? "–" },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
  ];
  return (
    <Panel title={t("file.lines")} flush>
      <Ask asked={{ ...asked, data: rows }}>
        {(found) => <DataTable caption={t("file.lines")} columns={columns} rows={found} rowKey={(one) => one.payout + one.attempt} to={(one) => `/payouts/${one.payout}`} rowHeight={41} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Panel>
  );
}
