/** A phone in any spelling; below it stands how it will be read. */
import { TextInput } from "@mantine/core";
import { useWords } from "@shared/words/i18n";

import { phone, readPhone } from "./phone";

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  description?: string | undefined;
  error?: string | undefined;
  required?: boolean;
  /** Where the keyboard begins in a dialog. */
  first?: boolean;
};

export function PhoneInput({ label, value, onChange, description, error, required = false, first = false }: Props) {
  const t = useWords("proposal");
  const read = readPhone(value);
  const shown = read && phone(read) !== value.trim() ? t("phoneRead", { phone: phone(read) }) : description;
  return (
    <TextInput type="tel" inputMode="tel" autoComplete="off" label={label} value={value} required={required} withAsterisk={false} error={error}
      description={shown} {...(first ? { "data-autofocus": true } : {})}
      onChange={(event) => onChange(event.currentTarget.value)} />
  );
}
