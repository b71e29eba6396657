/** Two signatures as two seats: who prepared, and who approved or still has to. Never the same person. */
import { Clock } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { IconUserCheck, IconUserPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";

import styles from "./seats.module.css";

export type Seat = { who: string; at?: string | null | undefined } | null;

export function TwoSeats({ first, second, firstName, secondName, action }: { first: Seat; second: Seat; firstName?: string; secondName?: string; action?: ReactNode }) {
  const t = useWords("parts");
  return (
    <div className={styles.seats}>
      <SeatView seat={first} name={firstName ?? t("seats.first")} empty={t("seats.empty")} />
      <SeatView seat={second} name={secondName ?? t("seats.second")} empty={t("seats.another")}>{second ? null : action}</SeatView>
    </div>
  );
}

function SeatView({ seat, name, empty, children }: { seat: Seat; name: string; empty: string; children?: ReactNode }) {
  const Icon = seat ? IconUserCheck : IconUserPlus;
  return (
    <div className={`${styles.seat} ${seat ? styles.taken : styles.free}`}>
      <Icon aria-hidden size={28} />
      <div>
        <div className={styles.name}>{name}</div>
        <div>{seat ? seat.who : empty}</div>
        {seat?.at ? <div className={styles.name}><Clock at={seat.at} /></div> : null}
        {children}
      </div>
    </div>
  );
}
