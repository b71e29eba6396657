/** How somebody got in, and who changed the access: invitations, sign-ins, lost passwords. The newest first. */
import type { Schemas } from "@shared/api/client";
import { Clock } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { DataTable, type Column } from "./DataTable";
import { usePrincipal } from "./Principal";
import { useTopicName } from "./story/names";

type Line = Schemas["AccessFact"];

export function AccessHistory({ caption, rows, more }: { caption: string; rows: readonly Line[]; more: (() => void) | undefined }) {
  const t = useWords("story");
  const p = useWords("proposal");
  const topicName = useTopicName();
  const principal = usePrincipal();
  const columns: Column<Line>[] = [
    { id: "at", title: p("when"), cell: (row) => <Clock at={row.at} /> },
    { id: "what", title: p("what"), cell: (row) => topicName(row.fact) },
    { id: "who", title: p("who"), cell: (row) => principal(row.who) },
    { id: "channel", title: p("way"), cell: (row) => t(`channel.${row.channel}`, { defaultValue: row.channel }) },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={(row) => String(row.position)} more={more} />;
}
