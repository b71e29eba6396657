/** What is told of a fact in a list; what it is about and who did it ask for more of the same. */
import { useMediaQuery } from "@mantine/hooks";
import type { Column } from "@office/parts/DataTable";
import { usePrincipal } from "@office/parts/Principal";
import { sentence, useTopicName } from "@office/parts/story/names";
import type { Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { Link, useSearchParams } from "react-router";

import { When } from "./When";
import styles from "./audit.module.css";
import { withFilter, type Asked } from "./asked";

type Fact = Schemas["FactItem"];

const ROOM = "(min-width: 48em)";

/** Where there is little room, who and about whom stand under what happened. */
export function useFactColumns(): Column<Fact>[] {
  const t = useWords("audit");
  const topicName = useTopicName();
  const wide = useMediaQuery(ROOM, undefined, { getInitialValueInEffect: false });
  const when: Column<Fact> = { id: "when", title: t("when"), width: wide ? "9.5em" : "5.5em", cell: (fact) => <When at={fact.at} /> };
  const what: Column<Fact> = {
    id: "what", title: t("what"),
    cell: (fact) => (
      <div className={styles.what}>
        <strong>{topicName(fact.topic)}</strong>
        <div>{sentence(fact.words)}</div>
        {wide ? null : <div className={styles.soft}><Who fact={fact} />{fact.member ? <> · <About fact={fact} /></> : null}</div>}
      </div>
    ),
  };
  if (!wide) return [when, what];
  return [
    when, what,
    { id: "who", title: t("who"), width: "15em", cell: (fact) => <Who fact={fact} /> },
    { id: "about", title: t("about"), width: "7em", cell: (fact) => <About fact={fact} /> },
  ];
}

function Who({ fact: { who } }: { fact: Fact }) {
  return <Further by={{ who: who.principal }}>{usePrincipal()(who.principal)}</Further>;
}

function About({ fact: { member } }: { fact: Fact }) {
  return member ? <Further by={{ about: member }}>{member}</Further> : null;
}

/** The same question, narrowed. */
function Further({ by, children }: { by: Asked; children: React.ReactNode }) {
  const [params] = useSearchParams();
  return <Link to={{ search: withFilter(params, by).toString() }} className={styles.further}>{children}</Link>;
}
