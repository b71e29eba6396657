/** A new member: four lines for most, the rest folded. Phones in any spelling; the next free number is proposed. */
import { Empty } from "@office/parts/Empty";
import { Forbidden } from "@office/parts/Forbidden";
import { NeedsRight } from "@office/parts/NeedsRight";
import { Note } from "@office/parts/Note";
import { Page } from "@office/parts/Page";
import { Panel } from "@office/parts/Panel";
import { PhoneInput } from "@office/parts/PhoneInput";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { api, client } from "@shared/api/client";
import { useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { Link } from "react-router";

import { Back } from "./Back";
import { pageOf, useCentres } from "./member";
import { MoreOfMember } from "./MoreOfMember";
import styles from "./members.module.css";
import { bodyOf, lacking, NOTHING, useTypedMember, type Typed } from "./registration";

export default function Register() {
  const t = useWords("members");
  const { may } = useSession();
  return may("members.register") ? <Page title={t("new.title")} above={<Back />}><Begun /></Page> : <Forbidden permissions={["members.register"]} />;
}

/** A member belongs to a centre: the first one is opened before. */
function Begun() {
  const t = useWords("members");
  const { may } = useSession();
  const { all, isKnown } = useCentres();
  if (!isKnown || all.length > 0) return <Form />;
  return (
    <Panel>
      <Empty title={t("new.noCentre")} text={t("new.noCentreText")}>
        {may("centres.manage") ? <Button component={Link} to="/settings" mt="xs">{t("new.openCentre")}</Button> : <NeedsRight permission="centres.manage" />}
      </Empty>
    </Panel>
  );
}

function Form() {
  const t = useWords("members");
  const { who } = useSession();
  const [typed, setTyped] = useTypedMember(who.principal);
  const [looked, setLooked] = useState(false);
  const [done, setDone] = useState<{ number: string; name: string } | null>(null);
  const name = useRef<HTMLInputElement>(null);
  const centres = useOwnCentres();
  const next = api.useQuery("get", "/api/v1/member-numbers/next", undefined, { staleTime: 0 });
  const proposed = next.data?.number ?? "";
  useEffect(() => {
    if (!typed.number && proposed) setTyped({ ...typed, number: proposed });
    if (!typed.centre && centres[0] && centres.length === 1) setTyped({ ...typed, centre: centres[0].code });
  }, [proposed, centres, typed, setTyped]);
  const register = useAct(
    (given: Typed, headers) => client.POST("/api/v1/members", { headers, body: bodyOf(given) }),
    (_, given) => {
      setDone({ number: bodyOf(given).number, name: given.name.trim() });
      setLooked(false);
      setTyped({ ...NOTHING, centre: given.centre, language: given.language });
      name.current?.focus();
    },
  );
  const lacks = lacking(typed);
  const error = (field: keyof Typed) => register.error?.of(field) ?? (looked && lacks.includes(field) ? t("new.needed") : undefined);
  const change = (part: Partial<Typed>) => {
    setDone(null);
    setTyped({ ...typed, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (lacks.length === 0 && !register.isPending) register.mutate(typed);
  };
  return (
    <Panel>
      <form onSubmit={submit} noValidate>
        <Stack maw={640}>
          <div role="status" className={styles.told}>{done ? <Note tone="good" title={t("new.done", done)}><Link to={pageOf(done.number)}>{t("new.open", done)}</Link></Note> : null}</div>
          <TextInput ref={name} label={t("name")} description={t("new.nameText")} value={typed.name} maxLength={100} autoComplete="off" error={error("name")} onChange={(event) => change({ name: event.currentTarget.value })} />
          <TextInput label={t("number")} description={typed.number === proposed && proposed ? t("new.proposed") : t("new.numberText")} value={typed.number} maxLength={16} autoComplete="off" maw={280} error={error("number")} onChange={(event) => change({ number: event.currentTarget.value })} />
          <PhoneInput label={t("phone")} description={t("new.phoneText")} value={typed.phone} error={error("phone")} onChange={(phone) => change({ phone })} />
          <Select label={t("centre")} value={typed.centre || null} searchable allowDeselect={false} error={error("centre")} data={centres.map(({ code, name: called }) => ({ value: code, label: `${code} ${called}` }))} onChange={(centre) => change({ centre: centre ?? "" })} />
          <Language value={typed.language} onChange={(language) => change({ language })} />
          <MoreOfMember typed={typed} change={change} error={error} />
          {register.error ? <ProblemNote problem={register.error} kept={t("new.kept")} /> : null}
          <Group><Button type="submit" loading={register.isPending}>{t("register")}</Button></Group>
        </Stack>
      </form>
    </Panel>
  );
}

function Language({ value, onChange }: { value: Typed["language"]; onChange: (language: Typed["language"]) => void }) {
  const t = useWords("members");
  return (
    <div>
      <Text size="sm" fw={500} mb={4} id="language-of-messages">{t("language")}</Text>
      <SegmentedControl aria-labelledby="language-of-messages" value={value} onChange={(chosen) => onChange(chosen === "en" ? "en" : "sw")}
        data={[{ value: "sw", label: t("languages.sw") }, { value: "en", label: t("languages.en") }]} />
    </div>
  );
}

/** A clerk of some centres registers there alone. */
function useOwnCentres() {
  const { who } = useSession();
  const { all } = useCentres();
  return who.centres.length > 0 ? all.filter(({ code }) => who.centres.includes(code)) : all;
}
