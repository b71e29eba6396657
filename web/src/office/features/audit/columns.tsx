/** What is told of a fact in a list; what it is about and who did it ask for more of the same. */
import type { Column } from "@office/parts/DataTable";
import { usePrincipal } from "@office/parts/Principal";
import { useTopicName } from "@office/parts/story/names";
import type { Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { Link, useSearchParams } from "react-router";

import styles from "./audit.module.css";
import { withFilter } from "./asked";

type Fact = Schemas["FactItem"];

export function useFactColumns(): Column<Fact>[] {
  const t = useWords("audit");
  const [topicName, principal] = [useTopicName(), usePrincipal()];
  const [params] = useSearchParams();
  return [
    {
      id: "what", title: t("what"),
      cell: (fact) => <div className={styles.what}><strong>{topicName(fact.topic)}</strong><div lang="en">{fact.words}</div></div>,
    },
    { id: "who", title: t("who"), width: "14em", cell: (fact) => <Link to={{ search: withFilter(params, { who: fact.who.principal }).toString() }}>{principal(fact.who.principal)}</Link> },
    { id: "about", title: t("about"), width: "7em", cell: (fact) => (fact.member ? <Link to={{ search: withFilter(params, { about: fact.member }).toString() }}>{fact.member}</Link> : null) },
  ];
}
