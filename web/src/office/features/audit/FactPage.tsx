/** One fact: in words, by its fields, and as it is stored; the facts of the same thing before and after it. */
import { Anchor, Button, Group } from "@mantine/core";
import { Ask } from "@office/parts/Ask";
import { Command } from "@office/parts/Command";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { Channel } from "@office/parts/Story";
import { sentence, useFieldName, useKindName, useTopicName, useValueName } from "@office/parts/story/names";
import { api, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { Link, useParams } from "react-router";

import { Frame } from "./Frame";
import { When } from "./When";
import styles from "./audit.module.css";
import { pretty, thingOf } from "./fact";

type Fact = Schemas["FactInFull"];

export function FactPage() {
  const t = useWords("audit");
  const topicName = useTopicName();
  const position = Number(useParams()["position"]);
  const asked = api.useQuery("get", "/api/v1/facts/{position}", { params: { path: { position: Number.isSafeInteger(position) ? position : 0 } } });
  return (
    <Frame title={asked.data ? topicName(asked.data.topic) : t("fact", { position })} beside={asked.data ? <span className={styles.soft}>{t("fact", { position })}</span> : null}>
      <Ask asked={asked}>{(fact) => <InFull fact={fact} />}</Ask>
    </Frame>
  );
}

function InFull({ fact }: { fact: Fact }) {
  const t = useWords("audit");
  return (
    <>
      <Panel>
        <p className={styles.words}>{sentence(fact.words)}</p>
        <Header fact={fact} />
        <Steps fact={fact} />
      </Panel>
      <Panel title={t("fields")}><Fields fact={fact} /></Panel>
      <Panel title={t("stored")}>
        <p className={styles.soft}>{t("storedText")}</p>
        <pre className={styles.stored} tabIndex={0} role="region" aria-label={t("fact", { position: fact.position })}>{pretty(fact.stored)}</pre>
        <Command text={`imbuto audit event ${fact.position} --events events.sqlite`} />
      </Panel>
    </>
  );
}

function Header({ fact }: { fact: Fact }) {
  const t = useWords("audit");
  const [principal, kindName] = [usePrincipal()(fact.who.principal), useKindName()];
  const name = fact.who.name && !principal.includes(fact.who.name) ? `, ${fact.who.name}` : "";
  return (
    <dl className={styles.facts}>
      <div><dt>{t("who")}</dt><dd>{principal}{name}<Channel of={fact.channel} /></dd></div>
      <div><dt>{t("recordedAt")}</dt><dd><When at={fact.at} exact /></dd></div>
      {fact.happened_at === fact.at ? null : <div><dt>{t("happenedAt")}</dt><dd><When at={fact.happened_at} exact /></dd></div>}
      {fact.member ? <div><dt>{t("member")}</dt><dd><Link to={`/members/${fact.member}`}>{fact.member}</Link></dd></div> : null}
      <div><dt>{t("thing")}</dt><dd><Link to={`/audit/stories/${fact.kind}/${fact.id}`}>{kindName(fact.kind)} {fact.id}</Link>, {t("nth", { number: fact.version })}</dd></div>
      <div><dt>{t("request")}</dt><dd>{fact.request}</dd></div>
    </dl>
  );
}

function Steps({ fact }: { fact: Fact }) {
  const t = useWords("audit");
  const screen = thingOf(fact);
  return (
    <Group gap="xs" mt="md" className="no-print">
      {fact.previous ? <Button component={Link} to={`/audit/facts/${fact.previous}`} size="sm" variant="default">← {t("previous")}</Button> : null}
      {fact.next ? <Button component={Link} to={`/audit/facts/${fact.next}`} size="sm" variant="default">{t("next")} →</Button> : null}
      <Button component={Link} to={`/audit/stories/${fact.kind}/${fact.id}`} size="sm" variant="default">{t("wholeStory")}</Button>
      <Button component={Link} to={`/audit/stories/${fact.kind}/${fact.id}/then?position=${fact.position}`} size="sm" variant="default">{t("afterThis")}</Button>
      {screen ? <Anchor component={Link} to={screen} size="sm">{t("open")}</Anchor> : null}
    </Group>
  );
}

function Fields({ fact }: { fact: Fact }) {
  const [fieldName, valueName, principal] = [useFieldName(), useValueName(), usePrincipal()];
  const said = (name: string, value: string) => (name === "principal" ? principal(value) : valueName(value));
  return (
    <dl className={styles.facts}>
      {Object.entries(fact.fields).map(([name, value]) => <div key={name}><dt>{fieldName(name)}</dt><dd>{value === null ? <span className={styles.soft}>–</span> : said(name, value)}</dd></div>)}
    </dl>
  );
}
