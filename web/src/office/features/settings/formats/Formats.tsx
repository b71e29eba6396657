/** How banks, SACCOs and M-Pesa's portal want their files: what holds, since when, by whom, and what comes. */
import { Ask } from "@office/parts/Ask";
import { Note } from "@office/parts/Note";
import { Pairs } from "@office/parts/Pairs";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { Button, Stack } from "@mantine/core";
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Frame } from "../Frame";
import styles from "../settings.module.css";
import { sampleOf, type Format } from "./format";

export default function Formats() {
  return <Frame way="formats">{useMay("payouts.read") ? <All /> : null}</Frame>;
}

function All() {
  const t = useWords("settings");
  const asked = api.useQuery("get", "/api/v1/pay-formats");
  return (
    <Stack>
      <Note title={t("format.two")}>{t("format.twoText")}</Note>
      <Ask asked={asked}>
        {(known) => (
          <>
            {known.to_come.map((one) => <One key={`${one.name} ${one.effective_from}`} format={one} isToCome />)}
            {known.items.map((one) => <One key={one.name} format={one} />)}
          </>
        )}
      </Ask>
    </Stack>
  );
}

function One({ format, isToCome = false }: { format: Format; isToCome?: boolean }) {
  const t = useWords("settings");
  const name = usePrincipal();
  const may = useMay("pay_files.make");
  const facts = [
    [t("format.kind"), t(`format.kinds.${format.kind}`)],
    [t("format.from"), format.set_by ? <Day key="from" date={format.effective_from} /> : t("format.always")],
    [t("format.by"), format.set_by ? name(format.set_by) : t("format.preset")],
    [t("format.columns"), format.columns.map(({ heading, field, fixed }) => `${heading} (${field === "fixed" ? `“${fixed}”` : t(`format.shows.${field}`)})`).join(", ")],
    [t("format.amounts"), t(`format.amount.${format.amounts}`)],
    [t("format.paid"), format.paid_words.join(", ")],
    [t("format.failed"), format.failed_words.join(", ")],
    [t("format.pending"), format.pending_words.join(", ")],
  ] as const;
  return (
    <Panel title={isToCome ? t("format.toCome", { name: format.name }) : format.name} beside={may ? <Button size="xs" variant="default" component={Link} to={`/settings/formats/new?${new URLSearchParams({ like: format.name }).toString()}`}>{t("format.change")}<span className="only-read"> {format.name}</span></Button> : undefined}>
      <Stack>
        {format.note ? <Note title={format.note} /> : null}
        <Pairs>{facts.map(([what, value]) => <div key={what} className={styles.fact}><dt>{what}</dt><dd>{value || t("none")}</dd></div>)}</Pairs>
        <pre className={styles.sample} tabIndex={0} aria-label={t("format.sample")}>{sampleOf(format)}</pre>
      </Stack>
    </Panel>
  );
}
