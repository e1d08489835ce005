/** A text of somebody else's: whatever signs of direction are in it end with it, and it breaks where it must. */
export function Name({ text }: { text: string }) {
  return <bdi className="name">{text}</bdi>;
}
