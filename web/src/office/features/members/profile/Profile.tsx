/** Who the member is, where messages and money go, and what waits for a second official. */
import { Stack, Text } from "@mantine/core";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import { isActive } from "../member";
import { Payee } from "./Payee";
import { Person } from "./Person";
import { Phone } from "./Phone";
import { Standing } from "./Standing";
import { Terms } from "./Terms";
import type { TabProps } from "../Member";
import styles from "../members.module.css";

export function Profile({ member }: TabProps) {
  const t = useWords("members");
  const [payees, changes] = [useMay("payees.read"), useMay("members.change")];
  return (
    <div className={styles.two}>
      {changes || !isActive(member) ? null : <Text size="sm" c="dimmed" className={`${styles.across} no-print`}>{t("clerksChange")}</Text>}
      <Stack gap="lg"><Person member={member} /><Phone member={member} /><Standing member={member} /></Stack>
      <Stack gap="lg">{payees ? <Payee member={member} /> : null}<Terms member={member} /></Stack>
    </div>
  );
}
