/** What not every centre needs: readings of quality, rejected milk, the can and the round. */
import { Checkbox, Collapse, NativeSelect, TextInput, UnstyledButton } from "@mantine/core";
import { client } from "@shared/api/client";
import { useKept } from "@shared/offline/useKept";
import { useWords } from "@shared/words/i18n";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useState, type KeyboardEvent } from "react";

import styles from "./entry.module.css";
import type { ChangeWays, Ways } from "./settings";
import type { EntryLine } from "./useEntry";
import { JUDGED, QUALITY, type Quality } from "./weighing";

type Props = {
  line: EntryLine;
  ways: Ways;
  change: ChangeWays;
  centre: string;
  entered: (event: KeyboardEvent, field: string) => void;
  id: (field: string) => string;
};

export function More({ line, ways, change, centre, entered, id }: Props) {
  const t = useWords("record");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "F4" || event.altKey) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  const others = QUALITY.filter((name) => !ways.quality.includes(name) && (open || line.draft.quality[name]));
  const readings = (names: readonly Quality[]) => (names.length === 0 ? null : (
    <div className={styles.readings}>
      {names.map((name) => <Reading key={name} id={id(name)} name={name} line={line} onKeyDown={(event) => entered(event, name)} />)}
    </div>
  ));
  return (
    <div className={styles.more}>
      {readings(QUALITY.filter((name) => ways.quality.includes(name)))}
      {line.draft.rejected ? <Rejected line={line} id={id("reason")} /> : null}
      <UnstyledButton className={styles.fold} onClick={() => setOpen(!open)} aria-expanded={open}>
        {open ? <IconChevronDown size={18} aria-hidden /> : <IconChevronRight size={18} aria-hidden />} {t("more.title")}
      </UnstyledButton>
      {readings(others)}
      <Collapse expanded={open}>
        <div className={styles.readings}>
          <TextInput label={t("more.container")} value={ways.container} maxLength={40} onChange={(event) => change({ container: event.currentTarget.value })} />
          <RouteField centre={centre} value={ways.route} change={(route) => change({ route })} />
          <Checkbox className={styles.check ?? ""} label={t("more.rejected")} checked={line.draft.rejected} onChange={(event) => line.change({ rejected: event.currentTarget.checked })} />
        </div>
      </Collapse>
    </div>
  );
}

function Reading({ id, name, line, onKeyDown }: { id: string; name: Quality; line: EntryLine; onKeyDown: (event: KeyboardEvent) => void }) {
  const t = useWords("record");
  const value = line.draft.quality[name] ?? "";
  const set = (text: string) => line.change({ quality: { ...line.draft.quality, [name]: text } });
  const error = line.wrong[name] ? t(line.wrong[name] ?? "") : undefined;
  if (name in JUDGED) {
    const words = JUDGED[name as keyof typeof JUDGED];
    const data = [{ value: "", label: t("more.notTested") }, ...words.map((word) => ({ value: word, label: t(`judged.${word}`) }))];
    return <NativeSelect id={id} label={t(`quality.${name}`)} value={value} data={data} onChange={(event) => set(event.currentTarget.value)} onKeyDown={onKeyDown} />;
  }
  return <TextInput id={id} label={t(`quality.${name}`)} value={value} error={error} inputMode="decimal" autoComplete="off" onChange={(event) => set(event.currentTarget.value)} onKeyDown={onKeyDown} />;
}

const REASONS = ["sour", "alcohol", "water", "antibiotic", "dirt"] as const;

function Rejected({ line, id }: { line: EntryLine; id: string }) {
  const t = useWords("record");
  return (
    <>
      <TextInput id={id} list={`${id}-list`} label={t("more.reason")} value={line.draft.reason} error={line.wrong.reason ? t(line.wrong.reason) : undefined}
        maxLength={100} autoComplete="off" className={styles.reason ?? ""} onChange={(event) => line.change({ reason: event.currentTarget.value })} />
      <datalist id={`${id}-list`}>{REASONS.map((reason) => <option key={reason}>{t(`reasons.${reason}`)}</option>)}</datalist>
    </>
  );
}

function RouteField({ centre, value, change }: { centre: string; value: string; change: (route: string) => void }) {
  const t = useWords("record");
  const asked = useKept("office", "/api/v1/routes", "routes", async () => (await client.GET("/api/v1/routes")).data);
  const mine = (asked.data?.items ?? []).filter((route) => route.centre === centre);
  if (mine.length === 0) return null;
  const data = [{ value: "", label: t("more.noRoute") }, ...mine.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))];
  return <NativeSelect label={t("more.route")} value={value} data={data} onChange={(event) => change(event.currentTarget.value)} />;
}
