/** Fields that many forms have: an amount in shillings, a day, a centre. */
import { Select, TextInput } from "@mantine/core";
import { DayInput } from "@office/parts/DayInput";
import { api } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";

const HOUR = 3_600_000;

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  description?: string | undefined;
  error?: string | undefined;
  placeholder?: string;
  /** Of a field without a visible label. */
  quiet?: boolean;
  autoFocus?: boolean;
};

export function MoneyField({ label, value, onChange, description, error, placeholder = "", quiet = false, autoFocus = false }: Props) {
  return (
    <TextInput {...(quiet ? { "aria-label": label } : { label })} description={description} placeholder={placeholder} error={error} inputWrapperOrder={["label", "input", "description", "error"]} value={value} inputMode="decimal" autoComplete="off"
      leftSection={<span aria-hidden="true">KES</span>} leftSectionWidth={48} onFocus={(event) => event.currentTarget.select()}
      {...(autoFocus ? { "data-autofocus": true } : {})} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}

export function DayField({ label, value, onChange, description, error, max, min }: Props & { max?: string; min?: string }) {
  return (
    <DayInput label={label} description={description} error={error} inputWrapperOrder={["label", "input", "description", "error"]} value={value} {...(max ? { max } : {})} {...(min ? { min } : {})}
      onChange={(event) => onChange(event.currentTarget.value)} />
  );
}

export type Centres = { options: { value: string; label: string }[]; name: (code: string | null) => string };

/** The centres by code and name; null is all of them. */
export function useCentres(): Centres {
  const t = useWords("forms");
  const { data } = api.useQuery("get", "/api/v1/centres", undefined, { staleTime: HOUR });
  const names = new Map(data?.items.map((centre) => [centre.code, centre.name]));
  return {
    options: [...names].map(([value, name]) => ({ value, label: `${value} ${name}` })),
    name: (code) => (code === null ? t("allCentres") : (names.get(code) ?? code)),
  };
}

/** The empty text is all centres. */
export function CentreField({ label, value, onChange, description, error, all = true }: Props & { all?: boolean }) {
  const t = useWords("forms");
  const { options } = useCentres();
  const data = all ? [{ value: "", label: t("allCentres") }, ...options] : options;
  return <Select label={label} description={description} error={error} inputWrapperOrder={["label", "input", "description", "error"]} data={data} value={value} allowDeselect={false} onChange={(chosen) => onChange(chosen ?? "")} />;
}
