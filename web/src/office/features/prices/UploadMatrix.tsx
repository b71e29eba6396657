/** A price whose matrix is in a file: read by the server, all of it or every fault of it, and proposed as it stands. */
import { Forbidden } from "@office/parts/Forbidden";
import { readMoney } from "@office/parts/forms/amount";
import { CentreField, DayField, MoneyField } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { BackTo } from "@office/parts/Ways";
import { Button, FileInput, Stack, TextInput } from "@mantine/core";
import { client, newKey } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { businessDate, daysLater } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";

import { Frame } from "./Frame";
import styles from "./prices.module.css";

type Given = { centre: string; flat: string; from: string; text: string };

export function UploadMatrix() {
  const t = useWords("prices");
  if (!useMay("prices.propose")) return <Forbidden permissions={["prices.propose"]} />;
  return <Frame title={t("upload.title")} above={<BackTo to="/prices">{t("one.all")}</BackTo>}><Panel><Form /></Panel></Frame>;
}

function Form() {
  const t = useWords("prices");
  const f = useWords("forms");
  const go = useNavigate();
  const [id] = useState(newKey);
  const [given, setGiven] = useState<Given>({ centre: "", flat: "", from: daysLater(businessDate(), 1), text: "" });
  const [file, setFile] = useState<File | null>(null);
  const [looked, setLooked] = useState(false);
  const flat = readMoney(given.flat);
  const send = useMoneyAct((one: { file: File; sent: Given; flat: string }, headers) => client.POST("/api/v1/prices/matrix", {
    headers,
    body: { id, file: one.file.name, price_per_litre: one.flat, effective_from: one.sent.from, centre: one.sent.centre || null, text: one.sent.text },
    bodySerializer: () => formOf(id, one),
  }), () => void go(`/prices/${id}`));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (file && flat && given.from) send.mutate({ file, sent: given, flat: flat.amount });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <p className={styles.soft}>{t("upload.text")}</p>
        <div className={styles.fields}>
          <FileInput label={t("upload.file")} accept=".csv,.xlsx" value={file} onChange={setFile} error={looked && !file ? f("needed") : undefined} placeholder={t("upload.choose")} clearable
            clearButtonProps={{ "aria-label": t("upload.clear") }} />
          <MoneyField label={t("upload.flat")} value={given.flat} onChange={(value) => setGiven({ ...given, flat: value })} error={looked && !flat ? f("noAmount") : undefined} />
          <CentreField label={t("centre")} value={given.centre} onChange={(centre) => setGiven({ ...given, centre })} />
          <DayField label={t("from")} value={given.from} onChange={(from) => setGiven({ ...given, from })} error={looked && !given.from ? f("noDay") : undefined} />
          <TextInput label={t("text")} value={given.text} maxLength={100} autoComplete="off" onChange={(event) => setGiven({ ...given, text: event.currentTarget.value })} />
        </div>
        {send.error ? <ProblemNote problem={send.error} /> : null}
        <div><Button type="submit" loading={send.isPending}>{t("new.propose")}</Button></div>
      </Stack>
    </form>
  );
}

function formOf(id: string, { file, sent, flat }: { file: File; sent: Given; flat: string }): FormData {
  const form = new FormData();
  form.set("id", id);
  form.set("price_per_litre", flat);
  form.set("effective_from", sent.from);
  if (sent.centre) form.set("centre", sent.centre);
  if (sent.text.trim()) form.set("text", sent.text.trim());
  form.set("file", file);
  return form;
}
