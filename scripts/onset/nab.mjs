export function nabTable() {
  return '';
}
