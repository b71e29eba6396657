/** Bringing in a register, a book or a list: chosen, looked at with every fault, then recorded whole or not at all. */
import { Forbidden } from "@office/parts/Forbidden";
import { Note } from "@office/parts/Note";
import { Page } from "@office/parts/Page";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Waiting } from "@office/parts/Waiting";
import { Button, Select, Stack, Text } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";
import { useSearchParams } from "react-router";

import { Back } from "../Back";
import { Confirm } from "./Confirm";
import { Drop } from "./Drop";
import { KINDS, kindOf, type ImportKind } from "./kinds";
import { Options } from "./Options";
import { PreviewOf } from "./PreviewOf";
import { Result } from "./Result";
import { givenOf, preview, type Given, type Imported, type Preview, type Said } from "./sending";

export default function Import() {
  const t = useWords("import");
  const { may } = useSession();
  const [search, setSearch] = useSearchParams();
  const mine = KINDS.filter(({ permission }) => may(permission));
  const kind = kindOf(search.get("kind")) ?? mine[0];
  if (!kind || !may(kind.permission)) return <Forbidden permissions={[kind?.permission ?? "members.register"]} />;
  return (
    <Page title={t("title")} above={<Back />}>
      <Select label={t("kind")} maw={320} value={kind.kind} allowDeselect={false} data={mine.map((one) => ({ value: one.kind, label: t(`kinds.${one.kind}`) }))}
        onChange={(value) => setSearch(value ? { kind: value } : {}, { replace: true })} />
      <OneImport key={kind.kind} kind={kind} />
    </Page>
  );
}

function OneImport({ kind }: { kind: ImportKind }) {
  const t = useWords("import");
  const [file, setFile] = useState<File | null>(null);
  const [said, setSaid] = useState<Said>({});
  const [seen, setSeen] = useState<{ given: Given; answer: Preview } | null>(null);
  const [done, setDone] = useState<Imported | null>(null);
  const look = useAct(preview, (answer, given) => setSeen(answer ? { given, answer } : null));
  const lookAt = (next: File, saying: Said) => {
    setDone(null);
    setSeen(null);
    setFile(next);
    if (kind.kind !== "opening" || saying.day) look.mutate(givenOf(kind, next, saying));
  };
  const say = (part: Said) => {
    setSaid({ ...said, ...part });
    setSeen(null);
  };
  if (done && seen) return <Result kind={kind.kind} result={done} again={() => { setDone(null); setSeen(null); setFile(null); }} />;
  return (
    <Stack gap="lg">
      <Panel title={t("choose")}>
        <Stack>
          <Text size="sm">{t(`about.${kind.kind}`)}</Text>
          {kind.kind === "deliveries" ? <Note title={t("sms")}>{t("smsText")}</Note> : null}
          <Options kind={kind} said={said} say={say} error={(field) => look.error?.of(field)} />
          <Drop file={file} choose={(next) => lookAt(next, said)} disabled={look.isPending} />
          {file && !seen && !look.isPending ? <div><Button onClick={() => lookAt(file, said)} disabled={kind.kind === "opening" && !said.day}>{t("look")}</Button></div> : null}
        </Stack>
      </Panel>
      <div role="status">{look.isPending ? <Panel title={t("looking", { name: file?.name ?? "" })}><Text size="sm" mb="sm">{t("lookingText")}</Text><Waiting rows={6} /></Panel> : null}</div>
      {look.error ? <ProblemNote problem={look.error} kept={t("nothingRecorded")} {...(file ? { again: () => lookAt(file, said) } : {})} /> : null}
      {seen ? <PreviewOf preview={seen.answer}><Confirm given={seen.given} preview={seen.answer} done={setDone} /></PreviewOf> : null}
    </Stack>
  );
}
