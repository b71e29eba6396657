/**
 * A button whose act is asked about once more, with a reason or a choice where the ledger wants one. The dialog
 * stays open while the act is on its way and keeps what was typed when it is refused.
 */
import { Button, Group, Modal, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { useId, useState, type FormEvent, type ReactNode } from "react";

import { ProblemNote } from "./ProblemNote";

/** What the person said in the dialog: the parts that were not asked for are empty. */
export type Said = { reason: string; choice: string };
type Act = {
  mutate: (said: Said, options: { onSuccess: () => void }) => void;
  isPending: boolean;
  error: unknown;
  reset: () => void;
};
type Props = {
  /** The button, and the verb of the dialog. */
  label: string;
  /** A question that names the act and whom it concerns. */
  title: string;
  /** What follows from it. */
  children?: ReactNode;
  act: Act;
  danger?: boolean;
  variant?: "default" | "filled";
  size?: "xs" | "sm";
  reason?: { label: string; description?: string };
  choice?: { label: string; of: readonly { value: string; label: string }[] };
  disabled?: boolean;
};

const NOTHING: Said = { reason: "", choice: "" };

export function ActButton(props: Props) {
  const { label, title, act, danger = false, variant = "default", size = "sm", disabled = false } = props;
  const t = useWords("proposal");
  const [opened, setOpened] = useState(false);
  const open = () => {
    act.reset();
    setOpened(true);
  };
  return (
    <>
      <Button variant={danger && variant === "default" ? "outline" : variant} size={size} disabled={disabled} onClick={open} color={danger ? "red" : "green"}>{label}</Button>
      <Modal opened={opened} onClose={() => (act.isPending ? undefined : setOpened(false))} title={<Text component="span" fw={650}>{title}</Text>} closeButtonProps={{ "aria-label": t("close") }}>
        <Asking {...props} close={() => setOpened(false)} />
      </Modal>
    </>
  );
}

function Asking({ label, children, act, danger = false, reason, choice, close }: Props & { close: () => void }) {
  const t = useWords("proposal");
  const id = useId();
  const [said, setSaid] = useState(NOTHING);
  const [looked, setLooked] = useState(false);
  const lacks = { reason: reason !== undefined && !said.reason.trim(), choice: choice !== undefined && !said.choice };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (!lacks.reason && !lacks.choice && !act.isPending) act.mutate({ ...said, reason: said.reason.trim() }, { onSuccess: close });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {children ? <Text component="div" size="sm">{children}</Text> : null}
        {choice ? (
          <Radio.Group label={choice.label} value={said.choice} error={looked && lacks.choice ? t("chooseOne") : undefined} onChange={(value) => setSaid({ ...said, choice: value })}>
            <Stack gap="xs" mt="xs">{choice.of.map((one) => <Radio key={one.value} value={one.value} label={one.label} id={`${id}-${one.value}`} />)}</Stack>
          </Radio.Group>
        ) : null}
        {reason ? (
          <Textarea label={reason.label} description={reason.description} value={said.reason} maxLength={500} autosize minRows={2} data-autofocus
            error={looked && lacks.reason ? t("sayWhy") : undefined} onChange={(event) => setSaid({ ...said, reason: event.currentTarget.value })} />
        ) : null}
        {act.error ? <ProblemNote problem={act.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} disabled={act.isPending}>{t("notYet")}</Button>
          <Button type="submit" loading={act.isPending} color={danger ? "red" : "green"}>{label}</Button>
        </Group>
      </Stack>
    </form>
  );
}
