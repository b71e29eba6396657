/** Messages as a table: to whom, about what, how it stands, what it cost, and when it reached the phone. */
import type { Schemas } from "@shared/api/client";
import { Clock, Money } from "@shared/figures/Figures";
import look from "@shared/look/state.module.css";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { DataTable, type Column } from "./DataTable";
import { phone } from "./phone";
import styles from "./message/message.module.css";

type Message = Schemas["Message"];

/** The words and tones of `states` are those of milk and money: a message has its own. */
export const STATES = ["requested", "pushed", "shown", "sent", "refused", "delivered", "undelivered"] as const;
const TONES = { requested: "open", pushed: "open", shown: "good", sent: "open", refused: "bad", delivered: "good", undelivered: "bad" } as const;

export function MessageTable({ caption, rows, more, whose = false }: { caption: string; rows: readonly Message[]; more: (() => void) | undefined; whose?: boolean }) {
  const t = useWords("message");
  const columns: Column<Message>[] = [
    ...(whose ? [{ id: "member", title: t("member"), cell: (row: Message) => <Whose message={row} /> }] : []),
    { id: "at", title: t("at"), minor: whose, cell: (row) => <Clock at={row.requested_at} /> },
    { id: "kind", title: t("kind"), minor: true, cell: (row) => t(`kinds.${row.kind}`, { defaultValue: row.kind.replaceAll("-", " ") }) },
    { id: "text", title: t("text"), gives: true, cell: (row) => <Text message={row} /> },
    { id: "state", title: t("state"), cell: (row) => <Standing message={row} /> },
    { id: "parts", title: t("parts"), figure: true, minor: true, cell: (row) => row.parts },
    { id: "cost", title: t("cost"), figure: true, minor: true, cell: (row) => <Money value={row.cost} /> },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={(row) => row.id} more={more} />;
}

function Whose({ message }: { message: Message }) {
  if (message.staff) return <>{message.staff}</>;
  return <Link to={`/members/${message.member.split("/").map(encodeURIComponent).join("/")}?tab=messages`}>{message.member}</Link>;
}

function Text({ message }: { message: Message }) {
  const t = useWords("message");
  if (!message.text) return <span className={styles.soft}>{t("forgotten")}</span>;
  return <div className={styles.text}>{message.text}{message.to ? <div className={styles.soft}>{phone(message.to)}</div> : null}</div>;
}

/** When it reached the phone, or why it did not. */
function Standing({ message }: { message: Message }) {
  const t = useWords("message");
  const at = message.delivered_at ?? message.shown_at ?? message.sent_at;
  return (
    <div className={styles.standing}>
      <StateOf state={message.state} />
      {message.reason ? <div className={styles.soft}>{message.reason}</div> : at ? <div className={styles.soft}><Clock at={at} /></div> : null}
      {message.failed_sends > 0 ? <div className={styles.soft}>{t("failedSends", { count: message.failed_sends })}</div> : null}
    </div>
  );
}

export function StateOf({ state }: { state: Message["state"] }) {
  const t = useWords("message");
  return <span className={`${look.state} ${look[TONES[state]]}`}><span className={look.dot} aria-hidden="true" /><span>{t(`states.${state}`)}</span></span>;
}
