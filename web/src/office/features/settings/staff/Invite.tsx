/** An official joins: entered, invited, and all roles but a clerk's wait for another official. */
import { InvitationNote } from "@office/parts/InvitationNote";
import { Note } from "@office/parts/Note";
import { PhoneInput } from "@office/parts/PhoneInput";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { RoleFields, type Role } from "./RoleFields";

type Typed = { number: string; name: string; phone: string; roles: Role[]; centres: string[] };
const NOTHING: Typed = { number: "", name: "", phone: "", roles: ["clerk"], centres: [] };

export function Invite() {
  const t = useWords("settings");
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button onClick={() => setOpened(true)}>{t("invite")}</Button>
      <Modal opened={opened} onClose={() => setOpened(false)} size="lg" title={<Text component="span" fw={650}>{t("invite")}</Text>} closeButtonProps={{ "aria-label": t("close") }}>
        <Form close={() => setOpened(false)} />
      </Modal>
    </>
  );
}

function Form({ close }: { close: () => void }) {
  const t = useWords("settings");
  const [typed, setTyped] = useState(NOTHING);
  const [joined, setJoined] = useState<Schemas["Joined"] | null>(null);
  const join = useAct(({ phone, ...given }: Typed, headers) => client.POST("/api/v1/staff", { headers, body: { ...given, phone: phone.trim() || null } }), (answer) => setJoined(answer ?? null));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.roles.length > 0 && !join.isPending) join.mutate(typed);
  };
  if (joined) return <Stack><Joined joined={joined} /><Group justify="flex-end"><Button onClick={close}>{t("close")}</Button></Group></Stack>;
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label={t("number")} description={t("numberText")} value={typed.number} required withAsterisk={false} maxLength={12} data-autofocus error={join.error?.of("number")} onChange={(event) => setTyped({ ...typed, number: event.currentTarget.value })} />
        <TextInput label={t("name")} value={typed.name} required withAsterisk={false} maxLength={100} error={join.error?.of("name")} onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })} />
        <PhoneInput label={t("phone")} description={t("phoneText")} value={typed.phone} error={join.error?.of("phone")} onChange={(phone) => setTyped({ ...typed, phone })} />
        <RoleFields roles={typed.roles} centres={typed.centres} error={join.error?.of("roles")} change={(part) => setTyped({ ...typed, ...part })} />
        {join.error ? <ProblemNote problem={join.error} /> : null}
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t("close")}</Button><Button type="submit" loading={join.isPending} disabled={typed.roles.length === 0}>{t("invite")}</Button></Group>
      </Stack>
    </form>
  );
}

export function Joined({ joined: { invitation, waiting_roles } }: { joined: Schemas["Joined"] }) {
  const t = useWords("settings");
  return (
    <Stack>
      {invitation ? <InvitationNote invitation={invitation} /> : <Note title={t("notInvited")}>{t("notInvitedText")}</Note>}
      {waiting_roles.length > 0 ? <Note title={t("rolesWait")}>{waiting_roles.map((role) => t(`roleNames.${role}`)).join(", ")}</Note> : null}
    </Stack>
  );
}
