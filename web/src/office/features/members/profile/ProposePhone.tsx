/** A dialog in which another number is proposed. */
import { PhoneInput } from "@office/parts/PhoneInput";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { Problem } from "@shared/api/problem";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

type Act = { mutate: (given: { phone: string }, options: { onSuccess: () => void }) => void; isPending: boolean; error: Problem | null; reset: () => void };
type Props = { label: string; title: string; text: string; act: Act; field: string };

export function ProposePhone({ label, title, text, act, field }: Props) {
  const t = useWords("members");
  const may = useMay("members.change");
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState("");
  if (!may) return null;
  const open = () => {
    act.reset();
    setTyped("");
    setOpened(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() && !act.isPending) act.mutate({ phone: typed.trim() }, { onSuccess: () => setOpened(false) });
  };
  return (
    <>
      <div><Button variant="default" onClick={open}>{label}</Button></div>
      <Modal opened={opened} onClose={() => setOpened(false)} title={<Text component="span" fw={650}>{title}</Text>} closeButtonProps={{ "aria-label": t("close") }}>
        <form onSubmit={submit}>
          <Stack>
            <Text size="sm">{text}</Text>
            <PhoneInput label={t("newPhone")} value={typed} onChange={setTyped} error={act.error?.of(field)} required first />
            {act.error ? <ProblemNote problem={act.error} /> : null}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setOpened(false)}>{t("close")}</Button>
              <Button type="submit" loading={act.isPending}>{t("propose")}</Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
