/** One member's statement: what was earned, what is taken and why, what is paid. Each figure leads to what it is made of. */
import { Ask } from "@office/parts/Ask";
import { Page } from "@office/parts/Page";
import { Waiting } from "@office/parts/Waiting";
import { BackTo } from "@office/parts/Ways";
import { Button, Group, Text } from "@mantine/core";
import { api } from "@shared/api/client";
import { Clock } from "@shared/figures/Figures";
import { State, type Tone } from "@shared/look/State";
import { currentLanguage, useWords } from "@shared/words/i18n";
import { IconFileText } from "@tabler/icons-react";
import { Link, useParams } from "react-router";

import { Adjustments, Deductions, Milk, Premiums, type Paper } from "./StatementLists";
import { StatementSum } from "./StatementSum";
import styles from "./settlement.module.css";

const TONE: Record<Paper["standing"], Tone> = { draft: "calm", discarded: "calm", carried: "calm", waiting: "open", held: "warm", asking: "warm", failed: "bad", paid: "good" };

export function StatementPage() {
  const t = useWords("settlement");
  const { id = "", number = "" } = useParams();
  const params = { params: { path: { id, number } } };
  const asked = api.useQuery("get", "/api/v1/settlements/{id}/statements/{number}/document", params);
  const brief = api.useQuery("get", "/api/v1/settlements/{id}/statements/{number}", params);
  const paper = asked.data;
  const pdf = (language: string) => `/api/v1/settlements/${id}/statements/${number}/document.pdf?language=${language}`;
  const other = currentLanguage() === "sw" ? "en" : "sw";
  return (
    <Page title={paper ? t("statement.title", { member: paper.member, period: paper.period }) : t("statement.of", { member: number })}
      above={<BackTo to={`/settlements/${id}/statements`}>{t("statement.back")}</BackTo>}
      beside={paper ? <Text c="dimmed">{paper.name}</Text> : null}
      actions={(
        <>
          <Button component={Link} to={`/members/${number}`} variant="default">{t("statement.member")}</Button>
          <Button component="a" href={pdf(currentLanguage())} target="_blank" rel="noreferrer" leftSection={<IconFileText size={18} aria-hidden />}>{t("statement.pdf")}</Button>
          <Button component="a" href={pdf(other)} target="_blank" rel="noreferrer" variant="default">{t(`statement.${other}`)}</Button>
        </>
      )}>
      <Ask asked={asked} waiting={<Waiting rows={8} height={40} />}>
        {(found) => <Content paper={found} payout={brief.data?.payout ?? null} />}
      </Ask>
    </Page>
  );
}

function Content({ paper, payout }: { paper: Paper; payout: string | null }) {
  return (
    <div className={styles.beside}>
      <div className={styles.main}>
        <Milk paper={paper} />
        <Premiums paper={paper} />
        <Adjustments paper={paper} />
        <Deductions paper={paper} />
      </div>
      <aside className={styles.totals}>
        <StatementSum paper={paper} />
        <Payment paper={paper} payout={payout} />
      </aside>
    </div>
  );
}

function Payment({ paper, payout }: { paper: Paper; payout: string | null }) {
  const t = useWords("settlement");
  return (
    <section className={styles.payment} aria-labelledby="payment">
      <Group justify="space-between">
        <h2 id="payment" className={styles.heading}>{t("statement.payment")}</h2>
        <State of={paper.standing} tone={TONE[paper.standing]} />
      </Group>
      <Text size="sm" mt={4}>{t(`standing.${paper.standing}`)}</Text>
      {paper.receipt ? <Text size="sm" mt={4}>{t("statement.receipt", { receipt: paper.receipt })}</Text> : null}
      {paper.paid_at ? <Text size="sm"><Clock at={paper.paid_at} /></Text> : null}
      {payout ? <Link to={`/payouts/${payout}`} className={styles.all}>{t("statement.payout")}</Link> : null}
    </section>
  );
}
