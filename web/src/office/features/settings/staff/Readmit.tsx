/** An official who left is back: roles as if new, a new password. */
import { PhoneInput } from "@office/parts/PhoneInput";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { RoleFields, type Role } from "./RoleFields";

type Typed = { phone: string; roles: Role[]; centres: string[] };

export function Readmit({ number, done }: { number: string; done: (joined: Schemas["Joined"]) => void }) {
  const t = useWords("settings");
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState<Typed>({ phone: "", roles: ["clerk"], centres: [] });
  const back = useAct(({ phone, ...given }: Typed, headers) => client.POST("/api/v1/staff/{number}/readmission", { params: { path: { number } }, headers, body: { ...given, phone: phone.trim() || null } }), (answer) => {
    setOpened(false);
    if (answer) done(answer);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.roles.length > 0 && !back.isPending) back.mutate(typed);
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>{t("readmit")}</Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={<Text component="span" fw={650}>{t("readmitTitle", { number })}</Text>} closeButtonProps={{ "aria-label": t("close") }}>
        <form onSubmit={submit}>
          <Stack>
            <PhoneInput label={t("phone")} description={t("phoneStays")} value={typed.phone} error={back.error?.of("phone")} onChange={(phone) => setTyped({ ...typed, phone })} />
            <RoleFields roles={typed.roles} centres={typed.centres} error={back.error?.of("roles")} change={(part) => setTyped({ ...typed, ...part })} />
            {back.error ? <ProblemNote problem={back.error} /> : null}
            <Group justify="flex-end"><Button variant="default" onClick={() => setOpened(false)}>{t("close")}</Button><Button type="submit" loading={back.isPending}>{t("readmit")}</Button></Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
