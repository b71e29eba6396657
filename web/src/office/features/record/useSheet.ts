/** The sheet in React: asked of the ledger, joined with what waits here, and kept for a start without network. */
import { client } from "@shared/api/client";
import { keep } from "@shared/offline/kept";
import { useKept } from "@shared/offline/useKept";
import { useOutbox } from "@shared/offline/useOutbox";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import { isWeighing, placeOf, readSheet, rowsOf, sheetKey, sheetName, totalsOf, withAnswered, type Sheet } from "./sheet";
import type { Place } from "./weighing";

const NOTHING: Sheet = { rows: [], at: "", fresh: false };

export function useSheet(place: Place) {
  const { acts, broken } = useOutbox();
  useAnswers();
  const asked = useQuery({ queryKey: sheetKey(place), queryFn: () => readSheet(place), enabled: place.centre !== "" });
  const sheet = asked.data ?? NOTHING;
  const rows = useMemo(() => rowsOf(place, sheet.rows, acts), [place, sheet.rows, acts]);
  const totals = useMemo(() => totalsOf(rows), [rows]);
  const waiting = acts.filter((act) => act.state === "waiting").length;
  const elsewhere = useMemo(() => refusedElsewhere(place, acts), [place, acts]);
  return { asked, sheet, rows, totals, waiting, elsewhere, broken };
}

/** What the ledger has just taken stands on its sheet at once, and on the kept one too. */
function useAnswers(): void {
  const { outbox } = useOutbox();
  const queries = useQueryClient();
  useEffect(
    () =>
      outbox.listen((outcome) => {
        if (!outcome || !("answer" in outcome) || !isWeighing(outcome.act)) return;
        const { act, answer } = outcome;
        const position = (answer as { position?: number | null } | undefined)?.position ?? 0;
        const at = placeOf(act);
        const next = queries.setQueryData<Sheet>(sheetKey(at), (sheet) => (sheet ? withAnswered(sheet, act, position) : sheet));
        if (next) void keep("office", sheetName(at), next.rows).catch(() => undefined);
      }),
    [outbox, queries],
  );
}

/** Sheets of other shifts or centres on which something waits for a person's word. */
function refusedElsewhere(place: Place, acts: ReturnType<typeof useOutbox>["acts"]): { place: Place; count: number }[] {
  const found = new Map<string, { place: Place; count: number }>();
  for (const act of acts) {
    if (!isWeighing(act) || act.state !== "refused") continue;
    const other = placeOf(act);
    const name = sheetName(other);
    if (name === sheetName(place)) continue;
    found.set(name, { place: other, count: (found.get(name)?.count ?? 0) + 1 });
  }
  return [...found.values()];
}

/** How many members usually bring milk to this centre in this shift; null while nobody has said. */
export function useExpected({ centre, date, shift }: Place): number | null {
  const asked = useKept(
    "office", "/api/v1/recording", `expected/${centre}/${shift}`,
    async () => (await client.GET("/api/v1/recording/{code}/today", { params: { path: { code: centre }, query: { date, shift } } })).data,
    centre !== "",
  );
  return asked.data?.expected ?? null;
}
