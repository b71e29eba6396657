/** Where the member's money goes: the way, the number or account, what M-Pesa tells of it, and what is proposed. */
import { Ask } from "@office/parts/Ask";
import { Note } from "@office/parts/Note";
import { Pairs } from "@office/parts/Pairs";
import { Panel } from "@office/parts/Panel";
import { phone } from "@office/parts/phone";
import { Stack } from "@mantine/core";
import { api } from "@shared/api/client";
import { Clock, Day } from "@shared/figures/Figures";
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { Acceptance } from "./Acceptance";
import { ChannelChange } from "./ChannelChange";
import { PayoutPhone } from "./PayoutPhone";
import { Fact } from "../Fact";
import type { Payee as Answer } from "../member";
import type { TabProps } from "../Member";
import { Mark } from "../StandingBadges";
import styles from "../members.module.css";

export type PayeeProps = TabProps & { payee: Answer };

export function Payee({ member }: TabProps) {
  const t = useWords("members");
  const asked = api.useQuery("get", "/api/v1/members/{number}/payee", { params: { path: { number: member.number } } });
  return (
    <Panel title={t("money.title")}>
      <Ask asked={asked}>
        {(payee) => (
          <div className={styles.parts}>
            <Stack>
              {payee.hold ? (
                <Note title={t("money.held")}>{payee.hold.words}{payee.hold.until ? <> · <Clock at={payee.hold.until} /></> : null}</Note>
              ) : null}
              <Where payee={payee} />
            </Stack>
            <Acceptance member={member} payee={payee} />
            <PayoutPhone member={member} payee={payee} />
            <ChannelChange member={member} payee={payee} />
          </div>
        )}
      </Ask>
    </Panel>
  );
}

function Where({ payee }: { payee: Answer }) {
  const t = useWords("members");
  return (
    <Pairs>
      <Fact name={t("paidBy")}>{t(`channels.${payee.pay_channel}`)}</Fact>
      {payee.pay_channel === "bank" ? (
        <>
          <Fact name={t("bank.code")}>{payee.account_bank}</Fact>
          <Fact name={t("bank.number")}>{payee.account_number}</Fact>
          <Fact name={t("bank.name")}>{payee.account_name}</Fact>
        </>
      ) : null}
      {payee.pay_channel === "mpesa" ? (
        <>
          <Fact name={t("money.number")}>{payee.payee ? phone(payee.payee) : null}</Fact>
          <Fact name={t("money.name")}><NameTold payee={payee} /></Fact>
        </>
      ) : null}
      {payee.changed_at ? <Fact name={t("money.changed")}><Day date={businessDate(new Date(payee.changed_at))} /></Fact> : null}
    </Pairs>
  );
}

const TONES = { full: "good", part: "warm", none: "bad" } as const;

function NameTold({ payee }: { payee: Answer }) {
  const t = useWords("members");
  if (!payee.payee_match) return <span className={styles.soft}>{t("money.notTold")}</span>;
  const tone = payee.payee_accepted ? "good" : TONES[payee.payee_match];
  return <>{payee.payee_name} <Mark tone={tone} word={t(payee.payee_accepted ? "money.accepted" : `money.match.${payee.payee_match}`)} /></>;
}
