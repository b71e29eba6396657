/** The way of payment; of a bank also its code, the account and the name in which it stands. */
import { Select, TextInput } from "@mantine/core";
import { useWords } from "@shared/words/i18n";

export type ChannelTyped = { pay_channel: "mpesa" | "bank" | "cash"; account_bank: string; account_number: string; account_name: string };
type Props = { typed: ChannelTyped; change: (part: Partial<ChannelTyped>) => void; error: (field: keyof ChannelTyped) => string | undefined };

export const CHANNELS = ["mpesa", "bank", "cash"] as const;

export function ChannelFields({ typed, change, error }: Props) {
  const t = useWords("members");
  const text = (field: "account_bank" | "account_number" | "account_name", label: string, description: string) => (
    <TextInput label={label} description={description} value={typed[field]} autoComplete="off" error={error(field)} onChange={(event) => change({ [field]: event.currentTarget.value })} />
  );
  return (
    <>
      <Select label={t("paidBy")} value={typed.pay_channel} allowDeselect={false} maw={240} data={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
        error={error("pay_channel")} onChange={(value) => change({ pay_channel: CHANNELS.find((one) => one === value) ?? "mpesa" })} />
      {typed.pay_channel === "bank" ? (
        <>
          {text("account_bank", t("bank.code"), t("bank.codeText"))}
          {text("account_number", t("bank.number"), t("bank.numberText"))}
          {text("account_name", t("bank.name"), t("bank.nameText"))}
        </>
      ) : null}
    </>
  );
}
