import type { Role } from '@aide/contracts/files';
import { Field, Radio, RadioGroup } from '@fluentui/react-components';

export function RoleChoice({ value, onChange }: { value: Role; onChange(role: Role): void }) {
  return (
    <Field label="They can">
      <RadioGroup layout="horizontal" value={value} onChange={(_, data) => onChange(data.value as Role)}>
        <Radio value="view" label="View" />
        <Radio value="edit" label="Edit" />
      </RadioGroup>
    </Field>
  );
}
