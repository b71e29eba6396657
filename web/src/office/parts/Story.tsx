/** A thing's story: a vertical line of facts with who, when and what in words; the proof at the end. */
import { api, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Clock } from "@shared/figures/Figures";
import { TONES } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Button } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "react-router";

import { Ask } from "./Ask";
import { Command } from "./Command";
import { usePrincipal } from "./Principal";
import styles from "./story/story.module.css";
import { firstOf, fromChapters, fromFact, type Change, type Line } from "./story/lines";
import { sentence, useFieldName, useTopicName, useValueName } from "./story/names";

/** The story of any thing, for whoever may read facts. */
export function StoryOf({ kind, id }: { kind: string; id: string }) {
  const t = useWords("story");
  const asked = api.useInfiniteQuery("get", "/api/v1/stories/{kind}/{id}", { params: { path: { kind, id } } }, PAGES);
  const lines = useMemo(() => asked.data?.pages.flatMap((page) => page.items).map(fromFact), [asked.data]);
  return (
    <Ask asked={{ ...asked, data: lines }}>
      {(all) => (
        <Story lines={all} unfinished={asked.hasNextPage}>
          {asked.hasNextPage ? <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t("more")}</Button> : null}
        </Story>
      )}
    </Ask>
  );
}

/** A delivery's own story, which comes with the delivery to whoever may see that. */
export function DeliveryStory({ chapters }: { chapters: readonly Schemas["Chapter"][] }) {
  return <Story lines={fromChapters(chapters)} />;
}

/** `unfinished`: more facts follow that are not loaded yet. */
export function Story({ lines, unfinished = false, children }: { lines: readonly Line[]; unfinished?: boolean; children?: React.ReactNode }) {
  const last = lines.at(-1);
  return (
    <>
      <ol className={styles.story}>{lines.map((line) => <FactLine key={line.position} line={line} />)}</ol>
      {children}
      {last && !unfinished ? <Proof last={last} count={lines.length} /> : null}
    </>
  );
}

function FactLine({ line }: { line: Line }) {
  const topicName = useTopicName();
  const mayLook = useMay("facts.read");
  const name = topicName(line.topic);
  return (
    <li className={`${styles.fact} ${toneOf(line)}`}>
      <span className={styles.dot} aria-hidden="true" />
      <div className={styles.what}>{mayLook ? <Link to={`/audit/facts/${line.position}`}>{name}</Link> : name}</div>
      <div className={styles.who}><Clock at={line.at} /> · <Author line={line} /><Channel of={line.channel} /></div>
      {line.words ? <div className={styles.words}>{sentence(line.words)}</div> : null}
      <Changes changes={line.changed} />
    </li>
  );
}

function toneOf({ topic, principal }: Line): string | undefined {
  const state = topic.split(".")[1]?.split("_").at(-1) ?? "";
  const tone = TONES[state];
  if (tone === "warm" || tone === "bad") return styles[tone];
  return principal.startsWith("job:") ? styles.machine : "";
}

function Author({ line }: { line: Line }) {
  const principal = usePrincipal()(line.principal);
  return <>{line.name && !principal.includes(line.name) ? `${principal}, ${line.name}` : principal}</>;
}

/** By which way it came; of what Imbuto does by itself that says nothing. */
export function Channel({ of }: { of: string }) {
  const t = useWords("story");
  return of === "job" ? null : <> · {t(`channel.${of}`, { defaultValue: of })}</>;
}

export function Changes({ changes }: { changes: readonly Change[] }) {
  const t = useWords("story");
  const { first, more } = firstOf(changes);
  return (
    <>
      <ChangeList changes={first} />
      {more.length > 0 ? <details className={styles.more}><summary>{t("changes", { count: more.length })}</summary><ChangeList changes={more} /></details> : null}
    </>
  );
}

function ChangeList({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return <dl className={styles.changes}>{changes.map((change) => <OneChange key={change.field} change={change} />)}</dl>;
}

function OneChange({ change: { field, before, after } }: { change: Change }) {
  const t = useWords("story");
  const [fieldName, valueName] = [useFieldName(), useValueName()];
  return (
    <div>
      <dt>{fieldName(field)}</dt>
      <dd>{before ? <><del>{valueName(before)}</del> → </> : null}<ins>{after === null ? t("none") : valueName(after)}</ins></dd>
    </div>
  );
}

function Proof({ last, count }: { last: Line; count: number }) {
  const t = useWords("story");
  return (
    <div className={styles.proof}>
      <p>{t("proof", { count, position: last.position })}</p>
      <Command text={`imbuto audit event ${last.position} --events events.sqlite`} />
    </div>
  );
}
