// Fingerprints as somebody typed them in. Pure.

const PIN = /^[0-9a-f]{64}$/u;

/** As people write it down: in groups, with colons, in capitals; one a line. Undefined when one of them is none. */
export function pinsIn(text: string): string[] | undefined {
  const lines = text.split('\n').map((line) => line.toLowerCase().replace(/[\s:]/gu, ''));
  const pins = lines.filter((line) => line !== '');
  return pins.every((pin) => PIN.test(pin)) ? [...new Set(pins)] : undefined;
}
