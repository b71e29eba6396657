/** Disputes that wait for a decision: the list, and beside it the one that is open. */
import { useMediaQuery } from "@mantine/hooks";
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Page } from "@office/parts/Page";
import { Waiting } from "@office/parts/Waiting";
import { api, PAGES } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useMemo, useState } from "react";
import { Route, Routes, useNavigate, useParams } from "react-router";

import { Case } from "./Case";
import { DecidedNote, type Decided } from "./DecidedNote";
import { WorkList } from "./WorkList";
import styles from "./disputes.module.css";
import { isDisputed, nextOf, type Listed } from "./dispute";
import { useWalk } from "./useWalk";

const BESIDE = "(min-width: 62em)";

export default function Disputes() {
  return <Routes><Route path=":id?" element={<Desk />} /></Routes>;
}

function useWaiting() {
  const asked = api.useInfiniteQuery("get", "/api/v1/disputes", { params: { query: { limit: 50 } } }, PAGES);
  const items = useMemo(() => asked.data?.pages.flatMap((page) => page.items).filter(isDisputed), [asked.data]);
  const more = asked.hasNextPage ? () => void asked.fetchNextPage() : undefined;
  return { ...asked, data: items, more };
}

function Desk() {
  const t = useWords("disputes");
  const asked = useWaiting();
  const { id } = useParams();
  const navigate = useNavigate();
  const beside = useMediaQuery(BESIDE, undefined, { getInitialValueInEffect: false });
  const [decided, setDecided] = useState<Decided | null>(null);
  const list = asked.data ?? [];
  const chosen = id ?? (beside ? list[0]?.id : undefined);
  useWalk(list, chosen);
  const after = (what: Decided) => {
    const next = nextOf(list, what.id);
    setDecided(what);
    void navigate(next ? `/disputes/${next}` : "/disputes");
  };
  return (
    <Page title={t("title")} beside={asked.data ? <span className={styles.soft}>{t("waiting", { count: list.length, more: asked.more ? "+" : "" })}</span> : null}>
      <DecidedNote decided={decided} />
      <Ask asked={asked} waiting={<Waiting rows={6} height={48} />}>
        {(all) => (chosen || all.length > 0 ? <Both all={all} chosen={chosen} alone={!beside && Boolean(id)} more={asked.more} after={after} /> : <Empty title={t("none")} text={t("noneText")} />)}
      </Ask>
    </Page>
  );
}

type BothProps = { all: readonly Listed[]; chosen: string | undefined; alone: boolean; more: (() => void) | undefined; after: (decided: Decided) => void };

function Both({ all, chosen, alone, more, after }: BothProps) {
  return (
    <div className={styles.desk}>
      {alone ? null : <WorkList disputes={all} chosen={chosen} more={more} />}
      {chosen ? <Case key={chosen} id={chosen} after={after} alone={alone} /> : null}
    </div>
  );
}
