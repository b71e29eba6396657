/** M-Pesa's statement is looked into before it is brought in: what it covers, what it holds, every fault of it. */
import { Panel } from "@office/parts/Panel";
import { Note } from "@office/parts/Note";
import { ProblemNote } from "@office/parts/ProblemNote";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, FileInput, Group, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { client, type Schemas } from "@shared/api/client";
import { Clock, Count, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { Faults } from "./Faults";
import styles from "./payouts.module.css";
import { asForm, chosen, type Chosen } from "./upload";

type Given = { file: Chosen; headings: string };

export function StatementUpload() {
  const t = useWords("payouts");
  const [picked, setPicked] = useState<Chosen | null>(null);
  const [headings, setHeadings] = useState("");
  const look = useMoneyAct(({ file, headings: more }: Given, headers) => client.POST("/api/v1/portal-statements/preview", { headers, ...asForm(file, { headings: more }) }));
  const bring = useMoneyAct(({ file, headings: more }: Given, headers) => client.POST("/api/v1/portal-statements", { headers, ...asForm(file, { headings: more }) }), () => {
    setPicked(null);
    look.reset();
    notifications.show({ color: "green", message: t("statement.done") });
  });
  const pick = (file: File | null) => {
    look.reset();
    bring.reset();
    setPicked(file ? chosen(file) : null);
    if (file) look.mutate({ file: chosen(file), headings });
  };
  const seen = look.data;
  return (
    <Panel title={t("statement.title")}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">{t("statement.how")}</Text>
        <FileInput label={t("statement.file")} value={picked?.file ?? null} onChange={pick} accept=".csv,.xlsx,text/csv" clearable placeholder={t("statement.choose")} maw={480} />
        {look.isPending ? <Text size="sm" role="status">{t("results.looking")}</Text> : null}
        {look.error ? <ProblemNote problem={look.error} /> : null}
        {picked && (look.error || (seen?.faults.length ?? 0) > 0) ? (
          <Group align="end" gap="xs">
            <TextInput label={t("statement.headings")} description={t("statement.headingsText")} placeholder="Receipt No=Namba; Details=Maelezo" value={headings} onChange={(event) => setHeadings(event.currentTarget.value)} w={420} maw="100%" />
            <Button variant="default" onClick={() => look.mutate({ file: picked, headings })} loading={look.isPending}>{t("statement.again")}</Button>
          </Group>
        ) : null}
        {seen ? <Preview seen={seen} /> : null}
        {bring.error ? <ProblemNote problem={bring.error} /> : null}
        {seen && picked && !seen.known ? (
          <Group><Button loading={bring.isPending} disabled={seen.faults.length > 0} onClick={() => bring.mutate({ file: picked, headings })}>{t("statement.bring", { count: seen.rows })}</Button></Group>
        ) : null}
      </Stack>
    </Panel>
  );
}

function Preview({ seen }: { seen: Schemas["StatementPreview"] }) {
  const t = useWords("payouts");
  return (
    <>
      {seen.known ? <Note title={t("statement.known")} /> : null}
      <dl className={styles.gauge}>
        <div><dt>{t("statement.lines")}</dt><dd><Count value={seen.rows} /></dd></div>
        {seen.first && seen.last ? <div><dt>{t("statement.covers")}</dt><dd><Clock at={seen.first} /> – <Clock at={seen.last} /></dd></div> : null}
        <div><dt>{t("statement.came")}</dt><dd><Money value={seen.came} /></dd></div>
        <div><dt>{t("statement.went")}</dt><dd><Money value={seen.went} /></dd></div>
      </dl>
      <Faults faults={seen.faults} notes={seen.notes} />
    </>
  );
}
