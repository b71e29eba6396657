/** What a person should know about this screen: no network, no answer, a newer version. Quiet, and in one place. */
import { Button, Group, Text } from "@mantine/core";
import { useNewer } from "@shared/api/long";
import { takeOver, useUpdateReady } from "@shared/app/updates";
import { useOnline } from "@shared/offline/useOnline";
import { useOutbox } from "@shared/offline/useOutbox";
import { useWords } from "@shared/words/i18n";
import { IconRefresh, IconUserPause, IconWifiOff } from "@tabler/icons-react";

import styles from "./notices.module.css";

const numberOf = (principal: string) => principal.replace(/^\w+:/, "");

export function Notices({ heard }: { heard: boolean }) {
  const t = useWords("shell");
  const online = useOnline();
  const { acts, others } = useOutbox();
  const newer = useUpdateReady();
  const { isNewer, show } = useNewer();
  const begin = () => {
    scrollTo(0, 0);
    show();
  };
  const away = !online || !heard;
  return (
    <div role="status" className="no-print">
      {away ? (
        <Group className={styles.notice} gap="xs">
          <IconWifiOff size={18} aria-hidden />
          <Text size="sm">{online ? t("notice.silent") : t("notice.offline")} {acts.length > 0 ? t("notice.waiting", { count: acts.length }) : null}</Text>
        </Group>
      ) : null}
      {others.map(({ principal, count }) => (
        <Group key={principal} className={styles.notice} gap="xs">
          <IconUserPause size={18} aria-hidden />
          <Text size="sm">{t("notice.others", { count, who: numberOf(principal) })}</Text>
        </Group>
      ))}
      {newer ? (
        <Group className={styles.notice} gap="xs">
          <IconRefresh size={18} aria-hidden />
          <Text size="sm">{t("notice.newer")}</Text>
          <Button size="compact-sm" variant="default" onClick={takeOver}>{t("notice.take")}</Button>
        </Group>
      ) : null}
      {isNewer ? (
        <Group className={styles.notice} gap="xs">
          <IconRefresh size={18} aria-hidden />
          <Text size="sm">{t("notice.newerEntries")}</Text>
          <Button size="compact-sm" variant="default" onClick={begin}>{t("notice.show")}</Button>
        </Group>
      ) : null}
    </div>
  );
}
