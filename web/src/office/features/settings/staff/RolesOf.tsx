/** What the official is, and what was proposed: taken away at once, given once another official approves. */
import { NeedsRight } from "@office/parts/NeedsRight";
import { Pairs } from "@office/parts/Pairs";
import { Panel } from "@office/parts/Panel";
import { phone } from "@office/parts/phone";
import { usePrincipal } from "@office/parts/Principal";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Proposal } from "@office/parts/Proposal";
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import type { OfficialProps } from "./Official";
import { isRole, RoleFields, type Role } from "./RoleFields";

export function RolesOf({ official }: OfficialProps) {
  const t = useWords("settings");
  const principal = usePrincipal();
  const may = useMay("staff.manage");
  const names = (roles: readonly string[]) => roles.map((role) => t(`roleNames.${role}`)).join(", ") || "–";
  return (
    <Panel title={t("roles")}>
      <Stack>
        <Pairs>
          <dt>{t("roles")}</dt><dd>{names(official.roles)}</dd>
          <dt>{t("atCentres")}</dt><dd>{official.centres.join(", ") || t("everyCentre")}</dd>
          <dt>{t("phone")}</dt><dd>{official.phone ? phone(official.phone) : "–"}</dd>
          {official.roles_given_by ? <><dt>{t("givenBy")}</dt><dd>{[official.roles_given_by, official.roles_approved_by].filter(Boolean).map(principal).join(", ")}</dd></> : null}
        </Pairs>
        {official.proposed_roles.length > 0 ? <Waiting official={official} names={names} /> : null}
        {may && official.active ? <div><Change official={official} /></div> : null}
        {may ? null : <NeedsRight permission="staff.manage" />}
      </Stack>
    </Panel>
  );
}

function Waiting({ official, names }: OfficialProps & { names: (roles: readonly string[]) => string }) {
  const t = useWords("settings");
  const { number } = official;
  const path = { number };
  const roles = official.proposed_roles.filter(isRole);
  const approve = useAct((_: unknown, headers) => client.POST("/api/v1/staff/{number}/roles/approval", { params: { path }, headers, body: { roles } }));
  const refuse = useAct(({ reason }: { reason: string }, headers) => client.POST("/api/v1/staff/{number}/roles/refusal", { params: { path }, headers, body: { reason } }));
  return (
    <Proposal title={t("rolesWait")} by={official.roles_proposed_by ?? ""} permission="staff.approve" approve={approve} refuse={refuse} approveTitle={t("approveRoles", { number })}>
      <p>{names(roles)}</p>
    </Proposal>
  );
}

function Change({ official }: OfficialProps) {
  const t = useWords("settings");
  const { number } = official;
  const [opened, setOpened] = useState(false);
  const [given, setGiven] = useState<{ roles: Role[]; centres: string[] }>({ roles: [], centres: [] });
  const put = useAct((body: typeof given, headers) => client.PUT("/api/v1/staff/{number}/roles", { params: { path: { number } }, headers, body }), () => setOpened(false));
  const open = () => {
    put.reset();
    setGiven({ roles: official.roles.filter(isRole), centres: official.centres });
    setOpened(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given.roles.length > 0 && !put.isPending) put.mutate(given);
  };
  return (
    <>
      <Button variant="default" onClick={open}>{t("changeRoles")}</Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={<Text component="span" fw={650}>{t("changeRolesOf", { number })}</Text>} closeButtonProps={{ "aria-label": t("close") }}>
        <form onSubmit={submit}>
          <Stack>
            <RoleFields {...given} change={(part) => setGiven({ ...given, ...part })} error={put.error?.of("roles")} />
            {put.error ? <ProblemNote problem={put.error} /> : null}
            <Group justify="flex-end"><Button variant="default" onClick={() => setOpened(false)}>{t("close")}</Button><Button type="submit" loading={put.isPending} disabled={given.roles.length === 0}>{t("propose")}</Button></Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
