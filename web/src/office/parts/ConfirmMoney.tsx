/**
 * The last look before money moves: the sum, the count and the second person, said once more, in large. It stays
 * open while the act is on its way and shows a refusal with everything kept, so that a second press is the same act.
 */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { asProblem } from "@shared/api/problem";
import { Count, Money, type MoneyText } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

import { ProblemNote } from "./ProblemNote";
import styles from "./confirm.module.css";

type Props = {
  opened: boolean;
  onClose: () => void;
  onConfirm: () => void;
  /** A question that names the act: "Approve this pay run?" */
  title: string;
  /** The button's own verb: "Approve". */
  verb: string;
  sum?: MoneyText | undefined;
  count?: { value: number; of: string } | undefined;
  /** Who prepared or proposed, and what that person is to the act. */
  other?: { name: string; as: string } | undefined;
  /** What follows, in words. */
  children?: ReactNode;
  pending: boolean;
  problem?: unknown;
  danger?: boolean;
  disabled?: boolean;
};

export function ConfirmMoney({ opened, onClose, onConfirm, title, verb, sum, count, other, children, pending, problem, danger = false, disabled = false }: Props) {
  const t = useWords("parts");
  const close = () => (pending ? undefined : onClose());
  return (
    <Modal opened={opened} onClose={close} title={<Text component="span" fw={650} size="lg">{title}</Text>} centered size="md" closeButtonProps={{ "aria-label": t("confirm.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); if (!pending && !disabled) onConfirm(); }}>
        <Stack gap="md">
          <dl className={styles.facts}>
            {sum ? <div className={styles.sum}><dt>{t("confirm.sum")}</dt><dd><Money value={sum} /></dd></div> : null}
            {count ? <div><dt>{count.of}</dt><dd><Count value={count.value} /></dd></div> : null}
            {other ? <div><dt>{other.as}</dt><dd>{other.name}</dd></div> : null}
          </dl>
          {children ? <Text component="div" size="sm">{children}</Text> : null}
          {problem ? <ProblemNote problem={problem} kept={asProblem(problem).kind === "network" ? t("confirm.kept") : undefined} /> : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close} disabled={pending} data-autofocus>{t("confirm.notYet")}</Button>
            <Button type="submit" color={danger ? "red" : "green"} loading={pending} disabled={disabled}>{verb}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
