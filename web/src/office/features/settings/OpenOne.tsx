/** A dialog in which a centre or a round is opened: a short code and a name. */
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import type { Schemas } from "@shared/api/client";
import type { Problem } from "@shared/api/problem";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

type Given = Schemas["NewRoute"];
type Act = { mutate: (given: Given, options: { onSuccess: () => void }) => void; isPending: boolean; error: Problem | null; reset: () => void };
type Props = { label: string; act: Act; example: string; centres?: readonly Schemas["Centre"][] };

export function OpenOne({ label, act, example, centres }: Props) {
  const t = useWords("settings");
  const [opened, setOpened] = useState(false);
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [centre, setCentre] = useState<string | null>(null);
  const open = () => {
    act.reset();
    setCode("");
    setName("");
    setOpened(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!act.isPending) act.mutate({ code: code.trim().toUpperCase(), name: name.trim(), ...(centre ? { centre } : {}) }, { onSuccess: () => setOpened(false) });
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>{label}</Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={<Text component="span" fw={650}>{label}</Text>} closeButtonProps={{ "aria-label": t("close") }}>
        <form onSubmit={submit}>
          <Stack>
            <TextInput label={t("code")} description={t("codeText", { example })} value={code} required withAsterisk={false} maxLength={12} data-autofocus error={act.error?.of("code")} onChange={(event) => setCode(event.currentTarget.value)} />
            <TextInput label={t("name")} value={name} required withAsterisk={false} maxLength={100} error={act.error?.of("name")} onChange={(event) => setName(event.currentTarget.value)} />
            {centres ? <Select label={t("toCentre")} value={centre} clearable clearButtonProps={{ "aria-label": t("none") }} data={centres.map((one) => ({ value: one.code, label: `${one.code} ${one.name}` }))} onChange={setCentre} /> : null}
            {act.error ? <ProblemNote problem={act.error} /> : null}
            <Group justify="flex-end"><Button variant="default" onClick={() => setOpened(false)}>{t("close")}</Button><Button type="submit" loading={act.isPending}>{t("open")}</Button></Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
