/** What waits for people, the most pressing first: each queue says what it means, what to do, and what never to do. */
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { Text } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { Count, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { Frame } from "./Frame";
import { Rows } from "./PayoutList";
import styles from "./payouts.module.css";

type List = Schemas["WorkList"];

export function Work() {
  const t = useWords("payouts");
  const asked = api.useQuery("get", "/api/v1/payouts/work");
  const lists = asked.data?.items.filter((list) => list.count > 0);
  return (
    <Frame title={t("work.title")}>
      <Ask asked={{ ...asked, data: lists }} empty={{ when: (found) => found.length === 0, show: <Panel><Empty title={t("work.none")} text={t("work.noneText")} /></Panel> }}>
        {(found) => <>{found.map((list) => <Queue key={list.name} list={list} />)}</>}
      </Ask>
    </Frame>
  );
}

function Queue({ list }: { list: List }) {
  const t = useWords("payouts");
  const title = t(`queue.${list.name}.name`, { defaultValue: list.name });
  return (
    <Panel title={title} flush beside={<span><Count value={list.count} /> · <Money value={list.amount} strong /></span>}>
      <div className={styles.inset}>
        <Text>{t(`queue.${list.name}.means`, { defaultValue: list.means })}</Text>
        <Text c="dimmed">{t(`queue.${list.name}.todo`, { defaultValue: list.todo })}</Text>
        {list.causes.length > 0 ? (
          <ul className={styles.causes}>
            {list.causes.map((cause) => (
              <li key={cause.cause}><strong>{t(`cause.${cause.cause}`, { defaultValue: cause.cause })}</strong> (<Count value={cause.count} />): {t(`causeTodo.${cause.cause}`, { defaultValue: cause.todo })}</li>
            ))}
          </ul>
        ) : null}
      </div>
      <Rows caption={title} payouts={list.payouts} />
      {list.count > list.payouts.length ? <p className={`${styles.soft} ${styles.inset}`}>{t("work.first", { shown: list.payouts.length, count: list.count })}</p> : null}
    </Panel>
  );
}
