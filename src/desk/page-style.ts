// The style of the desk's page: one sheet, light and dark, logical properties, the system's own font. Runs in node.
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f5f2, #15171a);
  --sheet: light-dark(#ffffff, #1d2024);
  --ink: light-dark(#1c1e21, #e8e6e1);
  --soft: light-dark(#5c6067, #a0a4ab);
  --line: light-dark(#e2dfd8, #2f343a);
  --accent: light-dark(#0b5d66, #6cc5cf);
  --on-accent: light-dark(#ffffff, #0d2427);
  --warm: light-dark(#8a4b00, #e9b16a);
  --alarm: light-dark(#a3231f, #ff9a8f);
  --radius: 10px;
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif;
}
header, main { max-inline-size: 76rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
header { display: flex; align-items: center; justify-content: space-between; padding-block: 1rem; }
main { padding-block-end: 4rem; }
p, h1, dl, dd, ol, ul { margin: 0; padding: 0; }
ol, ul { list-style: none; }
.name { font-weight: 650; letter-spacing: -0.01em; }
.name::before {
  content: '';
  display: inline-block;
  inline-size: 0.55em;
  block-size: 0.85em;
  margin-inline-end: 0.5em;
  border-inline-start: 2px solid var(--accent);
  background: linear-gradient(var(--accent) 0 55%, transparent 55%);
}
.name span { color: var(--soft); font-weight: 400; }
h1 { font-size: 1.6rem; font-weight: 650; letter-spacing: -0.02em; line-height: 1.2; }
code { font: 0.86em/1.4 ui-monospace, monospace; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
button, input { font: inherit; border-radius: 7px; }
button {
  padding: 0.5rem 1.1rem;
  border: 1px solid transparent;
  background: var(--accent);
  color: var(--on-accent);
  font-weight: 600;
  cursor: pointer;
}
button:hover { filter: brightness(1.08); }
button.quiet { padding: 0.3rem 0.8rem; border-color: var(--line); background: none; color: var(--soft); font-weight: 400; }
button.quiet:hover { color: var(--ink); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.top { display: flex; flex-wrap: wrap; align-items: end; justify-content: space-between; gap: 1rem 3rem; margin-block: 1rem 1.5rem; }
.figures { display: flex; gap: 2.25rem; }
.figures > div { display: flex; flex-direction: column; }
.figures dd { font-size: 1.35rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
.figures dt { color: var(--soft); font-size: 0.86rem; }
.flags { border: 1px solid var(--line); border-radius: var(--radius); background: var(--sheet); }
.flag {
  display: grid;
  grid-template-columns: 7rem minmax(0, 1fr) 11rem 13.5rem;
  gap: 0.5rem 1.75rem;
  padding: 1rem 1.25rem;
}
.flag + .flag { border-block-start: 1px solid var(--line); }
.when { color: var(--soft); font-size: 0.86rem; font-variant-numeric: tabular-nums; }
.when time, .when code { display: block; }
.when time span { display: inline-block; }
.when b { color: var(--ink); font-weight: 600; }
.what { display: grid; gap: 0.3rem; align-content: start; }
.what, .author { min-inline-size: 0; overflow-wrap: anywhere; }
.who b, .category { font-weight: 600; }
.who b::first-letter, .category::first-letter { text-transform: uppercase; }
.who b { display: inline-block; }
.who span { color: var(--soft); }
.who span::after { content: ' ·'; }
.who span:last-child::after { content: none; }
.address { color: var(--soft); font: 0.82rem/1.45 ui-monospace, monospace; }
.address bdi { word-break: break-all; }
.address span { font-family: system-ui, sans-serif; }
.address span::after { content: ':'; }
.again { color: var(--warm); font-size: 0.86rem; }
.judgement, .artefacts { font-size: 0.86rem; color: var(--soft); }
.category { color: var(--ink); font-size: 0.95rem; }
.threat { color: var(--alarm); font-weight: 600; }
.artefacts p { color: var(--ink); }
.artefacts.none { color: var(--soft); }
.artefacts li { position: relative; padding-inline-start: 1.3em; }
.artefacts li::before { position: absolute; inset-inline-start: 0; }
.artefacts li em { white-space: nowrap; }
.artefacts .stored::before { content: '✓'; color: var(--accent); }
.artefacts .awaited::before { content: '·'; color: var(--warm); font-weight: 700; }
.artefacts em { color: var(--warm); font-style: normal; }
.empty { padding: 3rem 1.5rem; border: 1px dashed var(--line); border-radius: var(--radius); color: var(--soft); text-align: center; }
.pages { display: flex; gap: 1.5rem; justify-content: end; margin-block-start: 1.25rem; }
.sign-in {
  display: grid;
  gap: 0.6rem;
  max-inline-size: 26rem;
  margin: 12vh auto 0;
  padding: 2rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--sheet);
}
.sign-in p { color: var(--soft); }
.sign-in label { margin-block-start: 0.6rem; font-weight: 600; }
.sign-in input { padding: 0.5rem 0.7rem; border: 1px solid var(--soft); background: var(--ground); color: var(--ink); }
.sign-in button { justify-self: start; margin-block-start: 0.6rem; }
.sign-in .refusal { color: var(--alarm); }
@media (max-width: 62rem) {
  .flag { grid-template-columns: 7rem minmax(0, 1fr) 13.5rem; }
  .judgement { grid-column: 2; grid-row: 2; }
  .artefacts { grid-column: 3; grid-row: 1 / span 2; }
}
@media (max-width: 44rem) {
  .flag { grid-template-columns: minmax(0, 1fr); }
  .judgement, .artefacts { grid-column: 1; grid-row: auto; }
  .when { display: flex; gap: 1rem; }
}
`;
