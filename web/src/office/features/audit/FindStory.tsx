/** Which thing's story: its kind, and its number or id. */
import { Button, Select, TextInput } from "@mantine/core";
import { aboutOf } from "@office/parts/about";
import { Panel } from "@office/parts/Panel";
import { useKindName } from "@office/parts/story/names";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";

import { Frame } from "./Frame";
import styles from "./audit.module.css";

const KINDS = ["member", "delivery", "statement", "settlement", "payout", "charge", "adjustment", "price", "limits", "centre", "route", "creditor", "staff", "access", "message", "sample", "bulk", "voucher", "pay_file", "top_up", "price_difference", "remittance", "reconciliation", "portal_statement"] as const;
/** There is one of each. */
const ALONE = ["cooperative", "till"] as const;

export function FindStory() {
  const t = useWords("audit");
  const kindName = useKindName();
  const navigate = useNavigate();
  const [kind, setKind] = useState<string>("member");
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const alone = ALONE.some((one) => one === kind);
  const open = (event: FormEvent) => {
    event.preventDefault();
    const id = alone ? kind : idOf(kind, typed);
    setWrong(id === null);
    if (id !== null) void navigate(`/audit/stories/${kind}/${encodeURIComponent(id)}`);
  };
  return (
    <Frame title={t("way.stories")}>
      <Panel title={t("findStory")}>
        <form onSubmit={open} noValidate className={styles.find}>
          <Select label={t("kind")} data={[...KINDS, ...ALONE].map((one) => ({ value: one, label: kindName(one) }))} value={kind} allowDeselect={false} searchable onChange={(one) => setKind(one ?? kind)} />
          {alone ? null : <TextInput label={t("numberOrId")} value={typed} autoComplete="off" spellCheck={false} error={wrong ? t("wrongAbout") : undefined} onChange={(event) => setTyped(event.currentTarget.value)} />}
          <Button type="submit">{t("open")}</Button>
        </form>
        <p className={styles.soft}>{t("findStoryText")}</p>
      </Panel>
    </Frame>
  );
}

/** Centres, routes and creditors are asked for by their codes. */
const CODES = new Set(["centre", "route", "creditor"]);
const idOf = (kind: string, typed: string) => (CODES.has(kind) ? (/^[\w-]{1,20}$/.test(typed.trim()) ? typed.trim() : null) : aboutOf(typed));
