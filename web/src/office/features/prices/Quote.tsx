/** What is a litre worth at a centre on a day, with these readings, and by which rule. The question is in the address. */
import { Ask } from "@office/parts/Ask";
import { readMeasure } from "@office/parts/forms/amount";
import { CentreField, DayField } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { Button, TextInput } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { Day, Money } from "@shared/figures/Figures";
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { Link, useSearchParams } from "react-router";

import { Frame } from "./Frame";
import styles from "./prices.module.css";

type Asked = { centre: string; date: string; grade: string; fat: string; snf: string };
const PARTS = ["centre", "date", "grade", "fat", "snf"] as const;

export function Quote() {
  const t = useWords("prices");
  const [search, setSearch] = useSearchParams();
  const asked: Asked = {
    centre: search.get("centre") ?? "", date: search.get("date") ?? businessDate(), grade: search.get("grade") ?? "", fat: search.get("fat") ?? "", snf: search.get("snf") ?? "",
  };
  const ask = (given: Asked) => setSearch(Object.fromEntries(PARTS.flatMap((part) => (given[part] ? [[part, given[part]]] : []))));
  return (
    <Frame title={t("quote.title")}>
      <Panel title={t("quote.milk")}><Form key={search.toString()} begin={asked} ask={ask} /></Panel>
      {asked.centre ? <Answered asked={asked} /> : null}
    </Frame>
  );
}

function Form({ begin, ask }: { begin: Asked; ask: (asked: Asked) => void }) {
  const t = useWords("prices");
  const f = useWords("forms");
  const [given, setGiven] = useState(begin);
  const [looked, setLooked] = useState(false);
  const wrong = (part: "fat" | "snf") => given[part].trim() !== "" && readMeasure(given[part]) === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (!given.centre || !given.date || wrong("fat") || wrong("snf")) return;
    ask({ ...given, grade: given.grade.trim().toUpperCase(), fat: readMeasure(given.fat) ?? "", snf: readMeasure(given.snf) ?? "" });
  };
  return (
    <form onSubmit={submit} noValidate className={styles.main}>
      <div className={styles.fields}>
        <CentreField all={false} label={t("centre")} value={given.centre} onChange={(centre) => setGiven({ ...given, centre })} error={looked && !given.centre ? f("needed") : undefined} />
        <DayField label={t("quote.day")} value={given.date} onChange={(date) => setGiven({ ...given, date })} error={looked && !given.date ? f("noDay") : undefined} />
        {(["grade", "fat", "snf"] as const).map((part) => (
          <TextInput key={part} label={t(`quote.${part}`)} value={given[part]} autoComplete="off" inputMode={part === "grade" ? "text" : "decimal"} maxLength={10}
            error={looked && part !== "grade" && wrong(part) ? f("noFigure") : undefined} onChange={(event) => setGiven({ ...given, [part]: event.currentTarget.value })} />
        ))}
      </div>
      <div><Button type="submit">{t("quote.ask")}</Button></div>
    </form>
  );
}

function Answered({ asked: { centre, date, grade, fat, snf } }: { asked: Asked }) {
  const t = useWords("prices");
  const query = { centre, date, ...(grade ? { grade } : {}), ...(fat ? { fat } : {}), ...(snf ? { snf } : {}) };
  const asked = api.useQuery("get", "/api/v1/prices/quote", { params: { query } });
  return <Panel title={t("quote.worth")}><div aria-live="polite"><Ask asked={asked}>{(quote) => <Worth quote={quote} />}</Ask></div></Panel>;
}

function Worth({ quote }: { quote: Schemas["Quote"] }) {
  const t = useWords("prices");
  return (
    <>
      <div className={styles.answer}><Money value={quote.price_per_litre} /></div>
      <p className={styles.soft}>{t("quote.because")}</p>
      <ul className={styles.parts}>{quote.parts.map((part) => <li key={part}>{part}</li>)}</ul>
      <p><Link className={styles.link} to={`/prices/${quote.price.id}`}>{t("quote.price")} <Day date={quote.price.effective_from} /></Link></p>
    </>
  );
}
