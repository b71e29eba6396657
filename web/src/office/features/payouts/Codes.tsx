/** M-Pesa's codes in words: what each means, whether it stops all payments, whether it is tried again, what to do. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { TextInput } from "@mantine/core";
import type { Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useSearchParams } from "react-router";

import { useCodes } from "./CodeOf";
import { Frame } from "./Frame";
import styles from "./payouts.module.css";

type Code = Schemas["PayoutCode"];

export default function Codes() {
  const t = useWords("payouts");
  const [search, setSearch] = useSearchParams();
  const sought = search.get("code") ?? "";
  const asked = useCodes();
  const found = asked.data?.items.filter((one) => one.code.startsWith(sought.trim()));
  return (
    <Frame title={t("codes.title")}>
      <TextInput label={t("codes.find")} value={sought} onChange={(event) => setSearch(event.currentTarget.value ? { code: event.currentTarget.value } : {}, { replace: true })} w={240} />
      <Ask asked={{ ...asked, data: found }} empty={{ when: (codes) => codes.length === 0, show: <Panel><Empty title={t("codes.unlisted")} text={t("codes.unlistedText")} /></Panel> }}>
        {(codes) => <>{[...new Set(codes.map((one) => one.of))].map((of) => <Table key={of} of={of} codes={codes.filter((one) => one.of === of)} />)}</>}
      </Ask>
    </Frame>
  );
}

function Table({ of, codes }: { of: string; codes: Code[] }) {
  const t = useWords("payouts");
  const title = t(`codes.of.${of}`, { defaultValue: of });
  const columns: Column<Code>[] = [
    { id: "code", title: t("codes.code"), cell: (one) => <span className={styles.code}>{one.code}</span>, width: "min(144px, 16vw)" },
    { id: "sees", title: t("codes.means"), gives: true, cell: (one) => <>{one.sees}<div className={styles.soft}>{one.meaning}</div><div className={styles.onPhone}>{one.do}{one.again ? <div className={styles.soft}>{t("codes.again")}: {one.again}</div> : null}</div></> },
    { id: "do", title: t("codes.do"), minor: true, cell: (one) => one.do },
    ...(codes.some((one) => one.again) ? [{ id: "again", title: t("codes.again"), minor: true, cell: (one: Code) => one.again }] : []),
    { id: "stops", title: t("codes.stops"), cell: (one) => (one.stops ? <strong className={styles.bad}>{t("codes.yes")}</strong> : <span className={styles.soft}>–</span>) },
  ];
  return <Panel title={title} flush><DataTable caption={title} columns={columns} rows={codes} rowKey={(one) => one.code + one.meaning} /></Panel>;
}
