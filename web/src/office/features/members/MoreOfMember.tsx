/** What may be said of a new member besides: card, next of kin, since when, and where money goes. */
import { DayInput } from "@office/parts/DayInput";
import { PhoneInput } from "@office/parts/PhoneInput";
import { Stack, TextInput } from "@mantine/core";
import { useWords } from "@shared/words/i18n";

import { ChannelFields } from "./ChannelFields";
import type { Typed } from "./registration";
import styles from "./members.module.css";

type Props = { typed: Typed; change: (part: Partial<Typed>) => void; error: (field: keyof Typed) => string | undefined };

const FOLDED = ["national_id", "next_of_kin_name", "next_of_kin_phone", "joined", "payout_phone", "account_bank", "account_number", "account_name"] as const;

export function MoreOfMember({ typed, change, error }: Props) {
  const t = useWords("members");
  const used = typed.pay_channel !== "mpesa" || FOLDED.some((field) => typed[field] !== "" || error(field));
  const text = (field: "national_id" | "next_of_kin_name", label: string, description?: string) => (
    <TextInput label={label} description={description} value={typed[field]} autoComplete="off" error={error(field)} onChange={(event) => change({ [field]: event.currentTarget.value })} />
  );
  return (
    <details className={styles.more} open={used}>
      <summary>{t("new.more")}</summary>
      <Stack mt="md">
        {text("national_id", t("nationalId"), t("new.idText"))}
        {text("next_of_kin_name", t("kinName"))}
        <PhoneInput label={t("kinPhone")} value={typed.next_of_kin_phone} error={error("next_of_kin_phone")} onChange={(value) => change({ next_of_kin_phone: value })} />
        <DayInput label={t("joined")} description={t("new.joinedText")} value={typed.joined} maw={240} error={error("joined")} onChange={(event) => change({ joined: event.currentTarget.value })} />
        <PhoneInput label={t("payoutPhone")} description={t("new.payoutText")} value={typed.payout_phone} error={error("payout_phone")} onChange={(value) => change({ payout_phone: value })} />
        <ChannelFields typed={typed} change={change} error={error} />
      </Stack>
    </details>
  );
}
