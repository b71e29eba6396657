/** Who the member is, where messages and money go, and what waits for a second official. */
import { Stack } from "@mantine/core";
import { useMay } from "@shared/api/session";

import { Payee } from "./Payee";
import { Person } from "./Person";
import { Phone } from "./Phone";
import { Standing } from "./Standing";
import { Terms } from "./Terms";
import type { TabProps } from "../Member";
import styles from "../members.module.css";

export function Profile({ member }: TabProps) {
  const payees = useMay("payees.read");
  return (
    <div className={styles.two}>
      <Stack gap="lg"><Person member={member} /><Phone member={member} /><Standing member={member} /></Stack>
      <Stack gap="lg">{payees ? <Payee member={member} /> : null}<Terms member={member} /></Stack>
    </div>
  );
}
